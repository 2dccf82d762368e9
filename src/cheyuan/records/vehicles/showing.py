"""What a car's page shows: its life line, its readings with why some do not count, policies, owners, timeline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cheyuan.base.journal import verbs
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.journal.queries import timeline_of_vehicle
from cheyuan.base.ui import human
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.customers.panels import topic
from cheyuan.records.vehicles import queries, words
from cheyuan.records.vehicles.lives import lives, points_of
from cheyuan.records.vehicles.models import Reading, Vehicle, Visit
from cheyuan.records.vehicles.odometer import Point
from cheyuan.records.vehicles.pace import pace

STEP = 30
SHOWN = 40


@dataclass(frozen=True)
class Noted:
    """One reading as it was written, whether it counts, and if not, why."""

    day: date
    km: int
    source: str
    who: str
    counts: bool
    why: str = ""
    reason: str = ""


def series(car: Vehicle, visits: list[Visit], readings: list[Reading]) -> list[Noted]:
    """Every reading, newest first, each with the reason when it is left out (PPL-03)."""
    counted = set(points_of(car, visits, readings))
    anew = max((Point(row.read_on, row.km) for row in readings if row.correction), default=None)
    written = [(row.read_on, row.km, row.source, row.by_name, row.reason) for row in readings]
    written += [(row.visited_on, row.km, "visit", "", "") for row in visits if row.km is not None]
    rows = [
        Noted(day, km, words.word(words.SOURCES, source), who, Point(day, km) in counted,
              "" if Point(day, km) in counted else _why(Point(day, km), car, anew, counted), reason)
        for day, km, source, who, reason in written
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.day, row.km), reverse=True)


def _why(point: Point, car: Vehicle, anew: Point | None, counted: set[Point]) -> str:
    """Why a reading is left out of the series."""
    if car.delivered_on and point.day < car.delivered_on:
        return _("before the delivery")
    if anew and point.day <= anew.day:
        return _("before the correction of %(day)s") % {"day": human.full_date(anew.day)}
    same = next((one for one in counted if one.day == point.day and one.km >= point.km), None)
    if same:
        return _("the same day has %(km)s") % {"km": human.kilometres(same.km)}
    before = [one for one in counted if one.day < point.day and one.km > point.km]
    if before:
        first = min(before)
        return _("lower than %(km)s on %(day)s") % {
            "km": human.kilometres(first.km), "day": human.full_date(first.day),
        }  # fmt: skip
    return _("a jump that later readings contradict")


def page(by: Actor, car: Vehicle, at: datetime) -> dict[str, Any]:
    """Everything of the full page."""
    visits, readings = queries.visits(by, [car.pk]), queries.readings(by, [car.pk])
    points = points_of(car, visits, readings)
    rate = pace(points, electric=car.energy == "ev")
    noted = series(car, visits, readings)
    return {
        **common(by, car, at),
        "lives": lives(by, [car], day_of(at)),
        "noted": noted[:SHOWN],
        "left_out": sum(not row.counts for row in noted),
        "a_day": rate.a_day,
        "visits": [(row, words.word(words.VISITS, row.kind)) for row in reversed(visits)][:SHOWN],
        "visit_count": len(visits),
        "spent": sum(row.amount_fen for row in visits),
        "insurances": queries.insurances(by, [car.pk]),
        "ownerships": queries.ownerships(by, car.pk),
        **timeline(by, car.pk),
    }


def common(by: Actor, car: Vehicle, at: datetime) -> dict[str, Any]:
    """What page, side sheet and parts share."""
    return {
        "car": car,
        "today": day_of(at),
        "status_words": words.word(words.STATUSES, car.status),
        "energy_words": words.word(words.ENERGIES, car.energy),
        "use_words": words.word(words.USES, car.use),
        "may_edit": by.may("vehicles.edit"),
        "may_read": by.may("vehicles.reading"),
        "may_correct": by.may("vehicles.correct"),
        "may_see_owner": by.may("customers.view"),
    }


def sheet(by: Actor, car: Vehicle, at: datetime) -> dict[str, Any]:
    """The side sheet."""
    found = timeline_of_vehicle(by, car.pk, limit=6)
    return {
        **common(by, car, at),
        "lives": lives(by, [car], day_of(at)),
        "insurances": queries.insurances(by, [car.pk])[:1],
        "entries": [entry(row) for row in found.rows],
    }


def timeline(by: Actor, vehicle_id: int, before: str = "") -> dict[str, Any]:
    """Some entries of the car's timeline and the address of the older ones."""
    found = timeline_of_vehicle(by, vehicle_id, before=before, limit=STEP)
    url = reverse("vehicles:timeline", args=[vehicle_id])
    older = f"{url}?before={found.before}".replace("+", "%2B") if found.before else ""
    return {"entries": [entry(row) for row in found.rows], "older": older}


def entry(row: TimelineEntry) -> dict[str, Any]:
    """A timeline row as the template shows it."""
    kind, fen = topic(row.topic), row.facts.get("fen")
    return {
        "when": row.at,
        "form": "date" if day_of(row.at).year == day_of(now()).year else "month",
        "icon": kind.icon if kind else "dot",
        "text": verbs.sentence(row.verb, row.facts),
        "fen": fen if isinstance(fen, int) and fen else None,
        "who": row.by_name,
    }
