"""How a complaint's clock counts (CARE-31): only while the store is open, never while we wait for the customer. Pure.

A day counts with the store's own hours; a special day wins over its weekday. Of the official calendar: public holidays on
weekdays stand still unless the store's policy lets them count; a make-up working day on which the store is usually closed
counts with the hours of a Monday. The lunch break counts: customers do not wait shorter because of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cheyuan.kernel.calendar import Overrides, is_working_day
from cheyuan.kernel.clock import SHANGHAI, moment

Hours = tuple[time, time]
Pause = tuple[datetime, datetime | None]
Span = tuple[datetime, datetime]
USUAL: Mapping[int, Hours] = dict.fromkeys(range(5), (time(8, 30), time(18)))
"""The hours of a store that has entered none: Monday to Friday."""
CLOSED_AT_MOST = 400
NOTHING = timedelta()


@dataclass(frozen=True)
class Week:
    """A store's hours: weekday (0 = Monday) → opens, closes; ``special`` days → their hours, None when closed."""

    hours: Mapping[int, Hours] = field(default_factory=lambda: USUAL)
    special: Mapping[date, Hours | None] = field(default_factory=dict)
    holidays_count: bool = False
    zone: ZoneInfo = SHANGHAI
    overrides: Overrides | None = None

    def open_on(self, day: date) -> Span | None:
        """When the store opens and closes on a day that counts; None on others."""
        hours = self._hours(day)
        if hours is None or hours[0] >= hours[1]:
            return None
        opens, closes = hours
        return moment(day, opens.hour, opens.minute, self.zone), moment(day, closes.hour, closes.minute, self.zone)

    def _hours(self, day: date) -> Hours | None:
        if day in self.special:
            return self.special[day]
        works = is_working_day(day, self.overrides)
        if day.weekday() < 5 and not works and not self.holidays_count:
            return None
        made_up = self.hours.get(0) if works and day.weekday() >= 5 else None
        return self.hours.get(day.weekday()) or made_up


def spent(week: Week, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Open time from ``start`` to ``end`` without the pauses; nothing when it is not after ``start``."""
    return sum((until - since for since, until in _counting(week, start, end, pauses)), NOTHING)


def reaches(week: Week, start: datetime, wanted: timedelta, pauses: Iterable[Pause] = ()) -> datetime | None:
    """The moment at which ``wanted`` open time (> 0) has passed since ``start``.

    None when a pause without end comes before, or the store is closed for more than a year.
    """
    pauses = list(pauses)
    left, day, idle = wanted, start.astimezone(week.zone).date(), 0
    ends = min((since for since, until in pauses if until is None), default=None)
    while idle < CLOSED_AT_MOST:
        if ends is not None and moment(day, zone=week.zone) > ends:
            return None
        idle += 1
        for since, until in _day(week, day, start, None, pauses):
            idle = 0
            if until - since >= left:
                return since + left
            left -= until - since
        day += timedelta(days=1)
    return None


def _counting(week: Week, start: datetime, end: datetime, pauses: Iterable[Pause]) -> Iterator[Span]:
    pauses = list(pauses)
    day, last = start.astimezone(week.zone).date(), end.astimezone(week.zone).date()
    while day <= last:
        yield from _day(week, day, start, end, pauses)
        day += timedelta(days=1)


def _day(week: Week, day: date, start: datetime, end: datetime | None, pauses: Iterable[Pause]) -> Iterator[Span]:
    """The parts of a day that count, in order."""
    hours = week.open_on(day)
    if hours is None:
        return
    since, until = max(hours[0], start), min(hours[1], end) if end else hours[1]
    for begins, ends in sorted(pauses, key=lambda pause: pause[0]):
        if begins > since and since < until:
            yield since, min(until, begins)
        since = until if ends is None and begins < until else max(since, min(ends or begins, until))
    if since < until:
        yield since, until
