"""The big pictures: from due to came, the cohorts' heat map, what complaints are about, the stores beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.complaints.queries import kinds, pareto
from cheyuan.faces.cockpit.wish import Wish, months_later
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor

HEATS = 6
COHORT, CAUSES = "lapse", "complaint_closing"
MOST = 12


@dataclass(frozen=True)
class Step:
    """One step of the funnel: how many, what part of the first (0–1), the metric behind it."""

    label: str
    code: str
    count: int
    whole: float


def funnel(values: Mapping[str, Any]) -> list[Step]:
    """Reminders due → made → somebody reached → booked → came; out of figures that are known already."""
    if "coverage" not in values or not values["coverage"].den:
        return []
    counts = [(_("Due"), "coverage", values["coverage"].den), (_("Tried"), "coverage", values["coverage"].num)]
    for label, code in ((_("Reached"), "reach"), (_("Booked"), "booking"), (_("Came"), "reminder_return")):
        if code in values:
            counts.append((label, code, values[code].num))
    first = counts[0][2]
    return [Step(label, code, count, min(1.0, count / first)) for label, code, count in counts]


@dataclass(frozen=True)
class Heat:
    """Cohorts × months; a cell is (heat 0–6 or −1 for none, the figure in words)."""

    months: Sequence[date]
    rows: Sequence[tuple[str, Sequence[tuple[int, str]]]]


def cohorts(by: Actor, wish: Wish) -> Heat | None:
    """The lapse rate of each year of delivery at the end of each of thirteen months; one question."""
    months = [months_later(wish.last.replace(day=1), place - MOST) for place in range(MOST + 1)]
    found = metrics.series(
        by, COHORT, months[0], wish.last, step="month", split="cohort", stores=wish.stores, filters=wish.filters
    )
    figures = {(one.part, one.day): one.figure for one in found.points}
    known = [value for value in figures.values() if value is not None]
    if not known:
        return None
    least, most = min(known), max(known)
    rows = [
        (part, [_heat(found.metric, figures.get((part, month)), least, most) for month in months])
        for part in sorted((one for one in found.totals if one), reverse=True)[:MOST]
    ]
    return Heat(months, rows) if rows else None


def _heat(one: Any, figure: float | None, least: float, most: float) -> tuple[int, str]:
    if figure is None:
        return -1, ""
    return round((figure - least) / ((most - least) or 1) * HEATS), metrics.said(one, figure)


@dataclass(frozen=True)
class Causes:
    """What the complaints were about, the most frequent first; ``outside`` says which filters they do not follow."""

    rows: Sequence[tuple[str, Any]]
    outside: str = ""


def causes(by: Actor, wish: Wish) -> Causes:
    """One question."""
    found = metrics.series(
        by, CAUSES, wish.first, wish.last, step="month", split="kind", stores=wish.stores, filters=_followed(by, wish, CAUSES)
    )  # fmt: skip
    counts = [(kind or "other", value.den) for kind, value in found.totals.items() if value.den]
    return Causes(named_causes(counts), metrics.outside(found.metric, wish.filters))


def _followed(by: Actor, wish: Wish, code: str) -> dict[str, str]:
    """The filters that a metric follows; of the others ``metrics.outside`` says that it does not."""
    dims = metrics.visible(by, code).dims
    return {name: value for name, value in wish.filters.items() if name in dims}


def named_causes(counts: Sequence[tuple[str, int]]) -> list[tuple[str, Any]]:
    """Kinds of complaints with their names, the most frequent first."""
    return [(str(kinds().get(one.kind, one.kind)), one) for one in pareto(counts)]


def pareto_chart(rows: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Bars by number, a line with the share of all up to each."""
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 8, "top": 16, "bottom": 32, "containLabel": True},
        "xAxis": {"type": "category", "data": [label for label, _one in rows],
                  "axisLabel": {"interval": 0, "width": 52, "overflow": "break"}},
        "yAxis": [
            {"type": "value", "minInterval": 1},
            {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}, "splitLine": {"show": False}},
        ],
        "series": [
            {"type": "bar", "name": _("Complaints"), "data": [one.count for _label, one in rows], "barMaxWidth": 36},
            {"type": "line", "name": _("Share of all so far"), "yAxisIndex": 1,
             "data": [round(100 * one.together) for _label, one in rows]},
        ],
    }  # fmt: skip


@dataclass(frozen=True)
class Ranked:
    """One store of the ranking: its figure, how long its bar is (0–100), whether it misses the target."""

    id: int
    name: str
    said: str
    filled: float
    mark: str


def stores(by: Actor, wish: Wish, code: str, target: float | None) -> tuple[Any, list[Ranked]]:
    """The stores by one figure, the best first; one question."""
    found = metrics.series(
        by, code, wish.first, wish.last, step="month", split="store", stores=wish.stores, filters=_followed(by, wish, code)
    )  # fmt: skip
    one, names = found.metric, store_names(by.store_ids)
    known = [(int(part), value.figure) for part, value in found.totals.items() if value.figure is not None]
    longest = max((figure for _store, figure in known), default=0.0)
    ordered = sorted(known, key=lambda row: row[1], reverse=one.better == "up")
    return one, [
        Ranked(
            store, names.get(store, str(store)), metrics.said(one, figure), 100 * figure / longest if longest > 0 else 0,
            {None: "", True: "over", False: "well"}[metrics.missed(one, figure, target)],
        )
        for store, figure in ordered
    ]  # fmt: skip


def models(by: Actor, wish: Wish) -> list[str]:
    """The models of the garage with their brands, the most frequent first; one question."""
    return _garage(by, wish, "model")[:60]


def brands(by: Actor, wish: Wish) -> list[str]:
    """The brands of the garage by name; one question."""
    return sorted(_garage(by, wish, "brand"))


def _garage(by: Actor, wish: Wish, split: str) -> list[str]:
    begun = (wish.today - timedelta(days=45)).replace(day=1)
    found = metrics.series(by, COHORT, begun, wish.today, step="month", split=split, stores=wish.stores)
    return [part for part in found.parts if part]
