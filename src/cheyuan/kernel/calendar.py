"""The calendar of the trade: working days, opening hours, parts of the day, quiet hours, solar terms, lunar days.

Working days up to the last year that the State Council has announced come from chinesecalendar. Later years count
weekends and the statutory holidays (regulation on public holidays, version of 2025) as free, without make-up days;
an administrator's overrides (day → works?) win over both.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
from lunar_python import Lunar, Solar

from cheyuan.kernel.clock import SHANGHAI, moment

Overrides = Mapping[date, bool]
PARTS = ("morning", "afternoon", "evening")
_PART_HOURS = {"morning": 9, "afternoon": 14, "evening": 18}


class Opening(NamedTuple):
    """A store's hours on a day that counts; ``every_day`` counts weekends and holidays too."""

    opens: time = time(8, 30)
    closes: time = time(18)
    every_day: bool = False


class LunarDay(NamedTuple):
    """A day of the lunar calendar; a leap month has ``leap`` set. ``text`` is as printed ("正月初一")."""

    year: int
    month: int
    day: int
    leap: bool
    text: str
    festivals: tuple[str, ...]


@lru_cache(maxsize=256)
def spring_festival(year: int) -> date:
    """New Year's day of the lunar calendar (正月初一) that falls in a calendar year."""
    return _as_date(Lunar.fromYmd(year, 1, 1).getSolar())


@lru_cache(maxsize=64)
def _statutory(year: int) -> frozenset[date]:
    """The thirteen free days of the law in a year whose timetable is not announced yet."""

    def lunar_day(month: int, day: int) -> date:
        return _as_date(Lunar.fromYmd(year, month, day).getSolar())

    spring = spring_festival(year)
    days = [spring + timedelta(days=n) for n in (-1, 0, 1, 2)]
    days += [lunar_day(5, 5), lunar_day(8, 15), date(year, 1, 1), date(year, 5, 1), date(year, 5, 2)]
    days += [date(year, 10, n) for n in (1, 2, 3)]
    return frozenset([*days, *(day for day, term in _terms(year).items() if term == "清明")])


def is_working_day(day: date, overrides: Overrides | None = None) -> bool:
    """Whether the country works on ``day``, make-up Saturdays and Sundays included; ``overrides`` win."""
    if overrides and day in overrides:
        return overrides[day]
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5 and day not in _statutory(day.year)


def is_announced(year: int) -> bool:
    """Whether the official timetable of the year is known here; if not, ``doctor`` asks for overrides."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def next_working_day(day: date, overrides: Overrides | None = None) -> date:
    """``day`` itself if it is a working day, else the first one after it."""
    while not is_working_day(day, overrides):
        day += timedelta(days=1)
    return day


def _open_from_to(
    day: date, opening: Opening, overrides: Overrides | None, zone: ZoneInfo
) -> tuple[datetime, datetime] | None:
    """The opening and closing moment of a day; None when it does not count."""
    closed = overrides is not None and overrides.get(day) is False
    if closed or not (opening.every_day or is_working_day(day, overrides)):
        return None
    return (
        moment(day, opening.opens.hour, opening.opens.minute, zone),
        moment(day, opening.closes.hour, opening.closes.minute, zone),
    )


def working_minutes_between(
    start: datetime,
    end: datetime,
    opening: Opening = Opening(),
    overrides: Overrides | None = None,
    zone: ZoneInfo = SHANGHAI,
) -> int:
    """Whole open minutes from ``start`` to ``end`` (0 when it is not after ``start``): the clock of complaints."""
    start, end, total = start.astimezone(zone), end.astimezone(zone), timedelta()
    day = start.date()
    while day <= end.date():
        if hours := _open_from_to(day, opening, overrides, zone):
            total += max(timedelta(), min(end, hours[1]) - max(start, hours[0]))
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def add_working_hours(
    at: datetime,
    hours: float,
    opening: Opening = Opening(),
    overrides: Overrides | None = None,
    zone: ZoneInfo = SHANGHAI,
) -> datetime:
    """The moment when ``hours`` open hours after ``at`` have passed.

    ValueError when hours are negative, the store opens after it closes, or it is closed for a year on end.
    """
    left, at = timedelta(hours=hours), at.astimezone(zone)
    if left < timedelta() or opening.opens >= opening.closes:
        raise ValueError("hours ≥ 0 and opens < closes")
    closed, day = 0, at.date()
    while closed < 366:
        open_hours = _open_from_to(day, opening, overrides, zone)
        closed = 0 if open_hours else closed + 1
        if open_hours:
            start = max(at, open_hours[0])
            if start + left <= open_hours[1]:
                return start + left
            left -= max(timedelta(), open_hours[1] - start)
        day += timedelta(days=1)
    raise ValueError("closed for a year on end")


def part_of(at: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    """The part of the store's day: morning before 12, afternoon before 18, else evening."""
    hour = at.astimezone(zone).hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def next_allowed(
    at: datetime,
    quiet: tuple[int, int] = (21, 8),
    lunch: tuple[int, int] | None = (12, 14),
    zone: ZoneInfo = SHANGHAI,
) -> datetime:
    """``at`` if a person may be contacted then, else the first moment that is allowed, in the store's zone.

    ``quiet`` hours run over midnight (from 21:00 on, until before 08:00); ``lunch`` is for calls, None for messages.
    """
    local = at.astimezone(zone)
    if local.hour >= quiet[0]:
        return moment(local.date() + timedelta(days=1), quiet[1], zone=zone)
    if local.hour < quiet[1]:
        return moment(local.date(), quiet[1], zone=zone)
    if lunch and lunch[0] <= local.hour < lunch[1]:
        return moment(local.date(), lunch[1], zone=zone)
    return local


def next_attempt(at: datetime, tried: Collection[str], zone: ZoneInfo = SHANGHAI) -> datetime:
    """When to call again: on the day after ``at``, in the first part of the day not in ``tried``.

    With all parts tried it begins anew with the part that comes after that of ``at``.
    """
    now = part_of(at, zone)
    turn = PARTS.index(now) + 1
    order = [*PARTS[turn:], *PARTS[:turn]]
    part = next((name for name in order if name not in tried and name != now), order[0])
    return moment(at.astimezone(zone).date() + timedelta(days=1), _PART_HOURS[part], zone=zone)


def _as_date(solar: Solar) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=64)
def _terms(year: int) -> dict[date, str]:
    """The 24 solar terms of a calendar year by day; the table of the library reaches into both neighbours."""
    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    days = {_as_date(solar): name for name, solar in table.items()}
    return {day: _LATIN.get(name, name) for day, name in days.items() if day.year == year}


_LATIN = {
    "DA_XUE": "大雪",
    "DONG_ZHI": "冬至",
    "XIAO_HAN": "小寒",
    "DA_HAN": "大寒",
    "LI_CHUN": "立春",
    "YU_SHUI": "雨水",
    "JING_ZHE": "惊蛰",
}


def solar_terms(year: int) -> dict[date, str]:
    """The 24 solar terms (节气) of a calendar year: day → Chinese name, in order."""
    return dict(sorted(_terms(year).items()))


def solar_term(day: date) -> str | None:
    """The solar term (节气) that begins on ``day``, by its Chinese name; None on other days."""
    return _terms(day.year).get(day)


@lru_cache(maxsize=4_096)
def lunar(day: date) -> LunarDay:
    """The lunar date of ``day`` with its festivals (春节, 端午节 …; 除夕 too). Some 10 ms the first time, then kept."""
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = found.getMonth()
    text = f"{found.getMonthInChinese()}月{found.getDayInChinese()}"
    return LunarDay(found.getYear(), abs(month), found.getDay(), month < 0, text, tuple(found.getFestivals()))
