"""What the cockpit shows: one question for all figures, one for all courses, whatever the number of tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.faces.cockpit import tiles
from cheyuan.faces.cockpit.spark import Spark, spark
from cheyuan.faces.cockpit.wish import Wish, months_later
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor

FUNNEL = ("coverage", "reach", "booking", "reminder_return")
COURSE = 13


@dataclass(frozen=True)
class Tile:
    """One figure ready to be drawn; ``mark`` is over (misses its target), well, or none where there is no target.

    ``outside`` says which filters the figure does not follow and why: it has no figure then.
    """

    code: str
    name: str
    said: str
    mark: str
    target: str
    change: str
    better: bool | None
    before: str
    spark: Spark
    course: Sequence[tuple[date, str]]
    formula: str
    meaning: str
    grain: str
    counted: str
    outside: str
    gap: float = 0.0


@dataclass(frozen=True)
class Reading:
    """The tiles, and what the big pictures draw from the same answers."""

    tiles: Sequence[Tile]
    values: Mapping[str, Any]
    targets: Mapping[str, float]

    @property
    def empty(self) -> bool:
        """Whether nothing was counted at all."""
        return not any(one.den or one.num for one in self.values.values())

    def ranked_by(self, asked: str) -> str:
        """By which tile stores stand beside each other: the one asked for, else the first that has a figure."""
        codes = [one.code for one in self.tiles]
        if asked in codes:
            return asked
        return next((code for code in codes if self.values[code].figure is not None), codes[0])


def read(by: Actor, wish: Wish, own: Sequence[str] | None) -> Reading:
    """Everything that comes out of stored figures, for the tiles of this person. Inside a scope."""
    known = {one.code: one for one in metrics.dictionary(by)}
    shown = tiles.chosen(own, by.roles, known)
    asked = [*dict.fromkeys([*shown, *(code for code in FUNNEL if code in known)])]
    given: dict[str, Any] = {"stores": wish.stores, "filters": wish.filters}
    values = metrics.values(by, asked, wish.first, wish.last, before=wish.before, **given)
    first = months_later(wish.last.replace(day=1), 1 - COURSE)
    courses = metrics.courses(by, shown, first, wish.last, step="month", **given)
    targets = metrics.targets(by, stores=wish.stores, on=wish.last)
    made = [_tile(known[code], values[code], targets.get(code), courses[code], first, wish.filters) for code in shown]
    return Reading(made, values, targets)


def _tile(
    one: Any, value: Any, target: float | None, points: Sequence[Any], first: date, filters: Mapping[str, str]
) -> Tile:  # fmt: skip
    missed, found = metrics.missed(one, value.figure, target), {point.day: point.figure for point in points}
    months = [months_later(first, place) for place in range(COURSE)]
    figures = [found.get(month) for month in months]
    wished = "" if target is None else metrics.said(one, target)
    before = value.before.figure if value.before else None
    return Tile(
        one.code, str(one.name), metrics.said(one, value.figure), "" if missed is None else "over" if missed else "well",
        wished and (_("at least %(target)s") if one.better == "up" else _("at most %(target)s")) % {"target": wished},
        metrics.changed(one, value.change), metrics.good(one, value.change), metrics.said(one, before),
        spark(figures, target), [(month, metrics.said(one, found[month])) for month in months if month in found],
        str(one.formula), str(one.meaning), str(one.grain),
        metrics.counted(one, value.num, value.den) if value.den else "", metrics.outside(one, filters),
        _gap(value.figure, target, missed),
    )  # fmt: skip


def _gap(figure: float | None, target: float | None, missed: bool | None) -> float:
    """How far a figure is off its target, as a part of the target."""
    return abs(figure - target) / abs(target) if missed and target and figure is not None else 0.0


def sentence(found: Sequence[Tile]) -> str:
    """What the page says first, out of its own figures."""
    judged = [one for one in found if one.mark]
    missed = sorted((one for one in judged if one.mark == "over"), key=lambda one: -one.gap)
    if not judged:
        return ""
    if not missed:
        return ngettext(
            "%(count)s figure has a target, and meets it.", "%(count)s figures have a target, and all of them meet it.",
            len(judged),
        ) % {"count": len(judged)}  # fmt: skip
    words = {
        "good": len(judged) - len(missed), "count": len(judged), "name": missed[0].name, "figure": missed[0].said,
        "target": missed[0].target,
    }  # fmt: skip
    return ngettext(
        "%(good)s of %(count)s figure meets its target; look first at %(name)s: %(figure)s, wished is %(target)s.",
        "%(good)s of %(count)s figures meet their targets; look first at %(name)s: %(figure)s, wished is %(target)s.",
        len(judged),
    ) % words  # fmt: skip
