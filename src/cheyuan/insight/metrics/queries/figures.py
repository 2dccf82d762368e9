"""Figures of a period out of the stored sums: one question for all tiles of a page, one for a course in time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cheyuan.base.tenancy import asked
from cheyuan.insight.metrics.declaring import DIMS, Metric
from cheyuan.insight.metrics.months import month_of
from cheyuan.insight.metrics.queries.dictionary import visible, within
from cheyuan.insight.metrics.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

Filters = Mapping[str, str]
STEPS = ("day", "week", "month")
NO_DAYS = (date(2000, 1, 2), date(2000, 1, 1))
_now = """day BETWEEN CASE WHEN metric = any(%(standing)s) THEN %(wide_first)s ELSE %(first)s END
    AND CASE WHEN metric = any(%(standing)s) THEN %(wide_last)s ELSE %(last)s END"""
_then = """day BETWEEN CASE WHEN metric = any(%(standing)s) THEN %(wide_since)s ELSE %(since)s END
    AND CASE WHEN metric = any(%(standing)s) THEN %(wide_until)s ELSE %(until)s END"""
VALUES = f"""
SELECT metric,
  coalesce(sum(num) FILTER (WHERE {_now}), 0)::bigint, coalesce(sum(den) FILTER (WHERE {_now}), 0)::bigint,
  coalesce(sum(num) FILTER (WHERE {_then}), 0)::bigint, coalesce(sum(den) FILTER (WHERE {_then}), 0)::bigint
FROM metrics_figure
WHERE store_id = any(%(stores)s) AND metric = any(%(codes)s)
  AND (day BETWEEN %(wide_first)s AND %(wide_last)s OR day BETWEEN %(wide_since)s AND %(wide_until)s) AND {{which}}
GROUP BY metric"""  # noqa: S608 - our own words
SERIES = """
SELECT {step}, {split} AS part, sum(num)::bigint, sum(den)::bigint
FROM metrics_figure
WHERE store_id = any(%(stores)s) AND metric = %(code)s AND day BETWEEN %(first)s AND %(last)s AND {which}
GROUP BY 1, 2 ORDER BY 1, 2"""
_steps = {"day": "day", "week": "date_trunc('week', day)::date", "month": "date_trunc('month', day)::date"}


COURSES = """
SELECT metric, {step}, sum(num)::bigint, sum(den)::bigint
FROM metrics_figure
WHERE store_id = any(%(stores)s) AND metric = any(%(codes)s) AND day BETWEEN %(first)s AND %(last)s AND {which}
GROUP BY 1, 2 ORDER BY 1, 2"""


@dataclass(frozen=True)
class Value:
    """The sums of a period and their figure (see ``Metric.figure``); ``before`` is the same of the period to compare with.

    ``applies`` is false where the metric knows nothing of a filter: it has no figure then.
    """

    num: int = 0
    den: int = 0
    figure: float | None = None
    before: "Value | None" = None
    applies: bool = True

    @property
    def change(self) -> float | None:
        """The figure less that of the period before; None where either is missing."""
        if self.figure is None or self.before is None or self.before.figure is None:
            return None
        return self.figure - self.before.figure


@dataclass(frozen=True)
class Point:
    """One day, week (its Monday) or month (its first day) of a course; ``part`` is the value of the dim it is split by."""

    day: date
    num: int
    den: int
    figure: float | None
    part: str = ""


@dataclass(frozen=True)
class Series:
    """A course in time; ``split`` names the dim, ``store`` for stores; ``totals`` the sums of each part over the whole time."""

    metric: Metric
    step: str
    points: Sequence[Point]
    split: str = ""
    totals: Mapping[str, Value] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """The parts, the heaviest first."""
        return sorted(self.totals, key=lambda one: (-max(self.totals[one].den, self.totals[one].num), one))


def chosen(by: Actor, filters: Filters | None) -> dict[str, str]:
    """The filters that hold for this actor: without ``metrics.team`` always their own work. Refused("metric_dim")."""
    given = {name: value for name, value in (filters or {}).items() if value != ""}
    if not given.keys() <= set(DIMS):
        raise Refused("metric_dim", dim=", ".join(sorted(given.keys() - set(DIMS))))
    return given if sees_all(by) else {**given, "agent": str(by.account_id or 0)}


def values(
    by: Actor, codes: Collection[str], first: date, last: date, *, stores: Collection[int] | None = None,
    filters: Filters | None = None, before: tuple[date, date] | None = None,
) -> dict[str, Value]:  # fmt: skip
    """The figures of these metrics from a day to another, both included; one question, however many. Inside a scope.

    ``before`` are the days to compare with. Missing for a metric or store that the actor does not have.
    """
    known = {code: visible(by, code) for code in codes}
    narrowed = chosen(by, filters)
    fit = [code for code, one in known.items() if narrowed.keys() <= set(one.dims)]
    given = _given(by, stores, first, last, narrowed) | {"codes": fit, **_compared(known.values(), first, last, before)}
    found = {row[0]: row[1:] for row in asked.rows(_text(VALUES, narrowed), **given)} if fit else {}
    return {
        code: _value(one, found.get(code, (0,) * 4), before is not None, code in fit) for code, one in known.items()
    }


def _compared(known: Iterable[Metric], first: date, last: date, before: tuple[date, date] | None) -> dict[str, Any]:
    """The days to compare with; beside both the whole months, which standing metrics look at."""
    since, until = before or NO_DAYS
    found = {"since": since, "until": until, "wide_since": since, "wide_until": until}
    if before:
        found |= {"wide_since": month_of(since)[0], "wide_until": month_of(until)[1]}
    wide = {"wide_first": month_of(first)[0], "wide_last": month_of(last)[1]}
    return {**found, **wide, "standing": [one.code for one in known if one.standing]}


def _given(by: Actor, stores: Any, first: date, last: date, narrowed: Filters) -> dict[str, Any]:
    filters = {f"only_{name}": value for name, value in narrowed.items()}
    return {"stores": within(by, stores), "first": first, "last": last, **filters}


def _text(text: str, narrowed: Filters, split: str = "", step: str = "day") -> str:
    """The question with its filters: names are of ``DIMS``, values go beside it."""
    own = split in DIMS
    which = " AND ".join(f"{name} = %(only_{name})s" for name in narrowed)
    whole = f"NOT whole{' AND ' if which else ''}{which}" if narrowed or own else "whole"
    part = split if own else "store_id::text" if split == "store" else "''"
    return text.format(split=part, which=whole, step=_steps[step])


def _value(one: Metric, row: Sequence[int], compared: bool, applies: bool) -> Value:
    if not applies:
        return Value(applies=False)
    num, den, earlier, whole = row
    before = Value(earlier, whole, one.figure(earlier, whole)) if compared else None
    return Value(num, den, one.figure(num, den), before)


def series(
    by: Actor, code: str, first: date, last: date, *, step: str = "day", stores: Collection[int] | None = None,
    filters: Filters | None = None, split: str | None = None,
) -> Series:  # fmt: skip
    """The course of one metric by day, week or month, split by one of its dims or by "store" when asked; one question.

    Days on which nothing counted have no point. Refused("metric_dim") for a filter or split that the metric does not know.
    """
    one, narrowed = visible(by, code), chosen(by, filters)
    strange = ({*narrowed, *([split] if split else [])} - {*one.dims, "store"}) | (set() if step in STEPS else {step})
    if strange:
        raise Refused("metric_dim", dim=", ".join(sorted(strange)))
    given = _given(by, stores, *one.span(first, last), narrowed) | {"code": code}
    rows = asked.rows(_text(SERIES, narrowed, split or "", step), **given)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _day, part, num, den in rows:
        sums[part] = [sums[part][0] + num, sums[part][1] + den]
    points = [Point(day, num, den, one.figure(num, den), part) for day, part, num, den in rows]
    totals = {part: Value(num, den, one.figure(num, den)) for part, (num, den) in sums.items()}
    return Series(one, step, points, split or "", totals)


def courses(
    by: Actor, codes: Collection[str], first: date, last: date, *, step: str = "month",
    stores: Collection[int] | None = None, filters: Filters | None = None,
) -> dict[str, list[Point]]:  # fmt: skip
    """The courses of many metrics over whole months by one question, for the small pictures beside figures.

    None where a filter is unknown.
    """
    known, narrowed = {code: visible(by, code) for code in codes}, chosen(by, filters)
    fit = [code for code, one in known.items() if narrowed.keys() <= set(one.dims)]
    wide = month_of(first)[0], month_of(last)[1]
    given = _given(by, stores, *wide, narrowed) | {"codes": fit}
    found: dict[str, list[Point]] = {code: [] for code in codes}
    for code, day, num, den in asked.rows(_text(COURSES, narrowed, step=step), **given) if fit else []:
        found[code].append(Point(day, num, den, known[code].figure(num, den)))
    return found
