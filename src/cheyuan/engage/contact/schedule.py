"""When to try again (CARE-13): another day on which the store works, a part of the day not tried yet, at an hour for calls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cheyuan.kernel.calendar import PARTS, next_allowed, next_attempt, part_of
from cheyuan.kernel.clock import day_of, moment

BIT = {part: 1 << place for place, part in enumerate(PARTS)}
Span = tuple[time, time]
OpenOn = Mapping[date, Sequence[Span]]
"""Day → the stretches, by the store's clock, in which people may be called; days without any are not in it."""
BOUNDS: Mapping[str, Span] = {
    "morning": (time.min, time(12)), "afternoon": (time(12), time(18)), "evening": (time(18), time.max),
}  # fmt: skip
FROM = {"morning": time(9), "afternoon": time(14), "evening": time(18)}
"""The hour at which a part of the day is called, when it may be."""
SEARCHED = 7
"""Days from the next one on in which an untried part of the day is looked for: a week has every kind of day."""
SOME_DAY = date(2000, 1, 1)
LEAST = timedelta(minutes=15)
"""A shorter stretch is no part of the day."""


def part_bit(at: datetime, zone: ZoneInfo) -> int:
    """The part of the store's day as one bit: 1 morning, 2 afternoon, 4 evening."""
    return BIT[part_of(at, zone)]


def tried(bits: int) -> set[str]:
    """The parts of the day that the bits stand for."""
    return {part for part, bit in BIT.items() if bits & bit}


def parts(bits: int) -> Iterable[str]:
    """The tried parts in the order of the day."""
    return [part for part in PARTS if part in tried(bits)]


def next_try(at: datetime, bits: int, zone: ZoneInfo, open_on: OpenOn | None = None) -> datetime:
    """The next attempt after one that reached nobody at ``at``: within the calling hours of a coming day.

    The first day of the coming week that has a part not tried yet; where the store's hours leave none, the end of the next
    day's hours (people come home then). Without any day known it is the next day, between the quiet hours.
    """
    open_on = open_on or {}
    if found := next(_untried(at, bits, zone, open_on), None):
        return found
    day = min((one for one in open_on if one > day_of(at, zone)), default=None)
    if day is None:
        return next_allowed(next_attempt(at, tried(bits), zone), lunch=(12, 14), zone=zone)
    start, end = open_on[day][-1]
    hour_before = (datetime.combine(day, end) - timedelta(hours=1)).time()
    return datetime.combine(day, max(start, hour_before) if hour_before < end else start, zone)


def untried(at: datetime, bits: int, zone: ZoneInfo, open_on: OpenOn) -> bool:
    """Whether the store's hours have a part of the day that was not tried; without any hours known they have all."""
    if not any(day > day_of(at, zone) for day in open_on):
        return tried(bits) != set(PARTS)
    return next(_untried(at, bits, zone, open_on), None) is not None


def _untried(at: datetime, bits: int, zone: ZoneInfo, open_on: OpenOn) -> Iterator[datetime]:
    """The moments of the coming week's open days in parts not tried, soonest day first, the part after the last one first."""
    turn = PARTS.index(part_of(at, zone)) + 1
    order = [part for part in (*PARTS[turn:], *PARTS[:turn]) if part not in tried(bits)]
    coming = sorted(day for day in open_on if day > day_of(at, zone))
    last = coming[0] + timedelta(days=SEARCHED) if coming else date.min
    for day in (one for one in coming if one < last):
        for part in order:
            clock = _clock(part, open_on[day])
            if clock is not None:
                yield moment(day, clock.hour, clock.minute, zone)


def _clock(part: str, spans: Sequence[Span]) -> time | None:
    """When to call in this part of a day: its usual hour, or as soon after it as the stretches allow; None when they do not."""
    begins, ends = BOUNDS[part]
    inside = [(max(start, begins), min(end, ends)) for start, end in spans]
    inside = [(start, end) for start, end in inside if _length(start, end) >= LEAST]
    wanted = next((max(start, FROM[part]) for start, end in inside if FROM[part] < end), None)
    return wanted or (inside[-1][0] if inside else None)


def _length(start: time, end: time) -> timedelta:
    return datetime.combine(SOME_DAY, end) - datetime.combine(SOME_DAY, start)
