"""The life lines of cars: their past from here, what comes from whoever reckons due dates (registered by a room above)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.ui import lifeline
from cheyuan.kernel import plate
from cheyuan.kernel.actor import Actor
from cheyuan.records.vehicles import queries, words
from cheyuan.records.vehicles.models import InsurancePolicy, Reading, Vehicle, Visit
from cheyuan.records.vehicles.odometer import Point, kept
from cheyuan.records.vehicles.pace import km_on, pace

Dues = Callable[[Actor, Sequence[int], date], Mapping[int, Sequence[lifeline.Due]]]
Row = TypeVar("Row", Visit, Reading)
_providers: list[Dues] = []


def provide_dues(function: Dues) -> None:
    """Say who knows what comes: ``(by, vehicle ids, today) → id → dues``; done in AppConfig.ready of a room above."""
    if function not in _providers:
        _providers.append(function)


def points_of(car: Vehicle, visits: Sequence[Visit], readings: Sequence[Reading]) -> list[Point]:
    """The kept readings of a car, from its visits and notes at hand."""
    points = [Point(row.read_on, row.km) for row in readings if not row.correction]
    points += [Point(row.visited_on, row.km) for row in visits if row.km is not None]
    if car.delivered_on:
        points = [one for one in points if one.day >= car.delivered_on] + [Point(car.delivered_on, 0)]
    return kept(points, [Point(row.read_on, row.km) for row in readings if row.correction])


def lives(by: Actor, cars: Sequence[Vehicle], today: date) -> list[lifeline.Car]:
    """The life line of each car; the same number of queries for one car and for fifty."""
    ids = [car.pk for car in cars]
    visits, readings = _grouped(queries.visits(by, ids)), _grouped(queries.readings(by, ids))
    dues = _dues(by, cars, today)
    return [_life(car, visits.get(car.pk, []), readings.get(car.pk, []), dues.get(car.pk, []), today) for car in cars]


def _grouped(rows: Sequence[Row]) -> dict[int, list[Row]]:
    of: dict[int, list[Row]] = {}
    for row in rows:
        of.setdefault(row.vehicle_id, []).append(row)
    return of


def _dues(by: Actor, cars: Sequence[Vehicle], today: date) -> dict[int, list[lifeline.Due]]:
    found: dict[int, list[lifeline.Due]] = {}
    for provider in _providers:
        for pk, dues in provider(by, [car.pk for car in cars], today).items():
            found.setdefault(pk, []).extend(dues)
    if not _providers:
        ends = _grouped_ends(queries.insurances(by, [car.pk for car in cars]))
        found = {car.pk: _written(car, ends.get(car.pk), today) for car in cars}
    return found


def _grouped_ends(rows: Sequence[InsurancePolicy]) -> dict[int, date]:
    ends: dict[int, date] = {}
    for row in rows:
        ends.setdefault(row.vehicle_id, row.ends_on)
    return ends


def _written(car: Vehicle, insurance: date | None, today: date) -> list[lifeline.Due]:
    """Without anybody who reckons: the days that stand in the file."""
    days = [
        (insurance, _("Insurance")), (car.inspection_due, _("Inspection")), (car.warranty_end, _("Warranty")),
        (car.extended_warranty_end, _("Extended warranty")),
    ]  # fmt: skip
    return [lifeline.Due(day, label) for day, label in days if day and day >= today]


def _life(
    car: Vehicle, visits: list[Visit], readings: list[Reading], dues: Sequence[lifeline.Due], today: date
) -> lifeline.Car:
    points = points_of(car, visits, readings)
    at = pace(points, electric=car.energy == "ev")
    now, then = km_on(points, today, at), km_on(points, date(today.year + 2, 12, 31), at)
    return lifeline.Car(
        key=f"v{car.pk}",
        name=str(car),
        lines=lines_of(car, at.a_day if len(points) > 1 else None, now),
        delivered=car.delivered_on,
        visits=tuple(_visit(row) for row in visits),
        readings=tuple(lifeline.Reading(point.day, point.km) for point in points),
        dues=tuple(dues),
        km_now=now if len(points) > 1 else None,
        km_end=then if len(points) > 1 else None,
        url=reverse("vehicles:page", args=[car.pk]),
    )


def _visit(row: Visit) -> lifeline.Visit:
    label = words.word(words.VISITS, row.kind)
    return lifeline.Visit(row.visited_on, row.kind, row.amount_fen, label, row.km)


def lines_of(car: Vehicle, a_day: int | None, km: int | None) -> tuple[str, ...]:
    """The small lines under a car's name: plate, where its odometer is, colour and energy, how much it is driven."""
    look = pgettext("between facts", ", ").join(
        part for part in (car.colour, words.word(words.ENERGIES, car.energy)) if part
    )
    about = _("about %(km)s km") % {"km": f"{km:,}"} if km is not None and a_day is not None else ""
    pace_words = _("about %(km)s km a day") % {"km": a_day} if a_day is not None else ""
    return tuple(line for line in (plate.spoken(car.plate) if car.plate else car.vin, about, look, pace_words) if line)
