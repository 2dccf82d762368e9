"""Days that come back: by the sun's calendar, the moon's, a solar term, the n-th weekday of a month; with so many days added.

Lunar dates and solar terms come from lunar-python through ``calendar``; leap months carry no festival.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_python import Lunar, LunarYear

from cheyuan.kernel import calendar

TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
"""The 24 solar terms in the order of the calendar year."""
KINDS = ("sun", "moon", "term", "weekday")
FAR = 400
"""The most days that may be added or taken off."""


@dataclass(frozen=True)
class DayRule:
    """A day of each year. ``kind``: sun (month, day), moon (lunar month, day), term (``term``), weekday (the ``nth``
    ``weekday``, Monday 0, of month). ``shift`` days are added; a day that a month does not have is its last.
    """

    kind: str = "sun"
    month: int = 1
    day: int = 1
    term: str = ""
    nth: int = 1
    weekday: int = 6
    shift: int = 0

    def fits(self) -> bool:
        """Whether such a day exists in every year."""
        lengths = {"sun": 31, "moon": 30}
        if self.kind not in KINDS or abs(self.shift) > FAR or not 1 <= self.month <= 12:
            return False
        if self.kind == "term":
            return self.term in TERMS
        if self.kind == "weekday":
            return 1 <= self.nth <= 4 and 0 <= self.weekday <= 6
        return 1 <= self.day <= lengths[self.kind]


def day_in(rule: DayRule, year: int) -> date:
    """The day of a year; for ``moon`` the lunar year that begins in it. ValueError when there is none."""
    if not rule.fits():
        raise ValueError(f"no day: {rule}")
    return _ROOTS[rule.kind](rule, year) + timedelta(days=rule.shift)


def occurrences(rule: DayRule, first: date, last: date) -> Iterator[tuple[int, date]]:
    """(year of the rule, day) for each day of the rule from ``first`` to ``last``, both included, in order."""
    for year in range(first.year - 3, last.year + 3):
        day = day_in(rule, year)
        if first <= day <= last:
            yield year, day


def _last_of(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _sun(rule: DayRule, year: int) -> date:
    return date(year, rule.month, min(rule.day, _last_of(year, rule.month)))


@lru_cache(maxsize=1024)
def _moon(rule: DayRule, year: int) -> date:
    length = LunarYear.fromYear(year).getMonth(rule.month).getDayCount()
    found = Lunar.fromYmd(year, rule.month, min(rule.day, length)).getSolar()
    return date(found.getYear(), found.getMonth(), found.getDay())


def _term(rule: DayRule, year: int) -> date:
    return next(day for day, name in calendar.solar_terms(year).items() if name == rule.term)


def _weekday(rule: DayRule, year: int) -> date:
    first = date(year, rule.month, 1)
    return first + timedelta(days=(rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1))


_ROOTS: dict[str, Callable[[DayRule, int], date]] = {"sun": _sun, "moon": _moon, "term": _term, "weekday": _weekday}
