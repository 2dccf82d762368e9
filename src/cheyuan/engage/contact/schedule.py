"""When to try again (CARE-13): another day on which the store works, a part of the day not tried yet."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cheyuan.engage.contact.openings import Hours
from cheyuan.kernel.calendar import PARTS, next_allowed, next_attempt, part_of
from cheyuan.kernel.clock import day_of, moment

BIT = {part: 1 << place for place, part in enumerate(PARTS)}


def part_bit(at: datetime, zone: ZoneInfo) -> int:
    """The part of the store's day as one bit: 1 morning, 2 afternoon, 4 evening."""
    return BIT[part_of(at, zone)]


def tried(bits: int) -> set[str]:
    """The parts of the day that the bits stand for."""
    return {part for part, bit in BIT.items() if bits & bit}


def next_try(at: datetime, bits: int, zone: ZoneInfo, open_on: Mapping[date, Hours] | None = None) -> datetime:
    """The next attempt after one that reached nobody at ``at``; a moment at which calls are allowed.

    ``open_on`` are the coming days on which the store works: the first of them, inside its hours as far as they reach into
    that part of the day. A store that closes before evening makes its evening call after it has closed, on an open day.
    Without any open day known the next day counts.
    """
    planned = next_allowed(next_attempt(at, tried(bits), zone), lunch=(12, 14), zone=zone)
    first = day_of(planned, zone)
    day = min((one for one in open_on or {} if one >= first), default=None)
    if open_on is None or day is None:
        return planned
    return _inside(moment(day, planned.hour, planned.minute, zone), open_on[day], zone)


def _inside(planned: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """Later, once the store has opened or come back from lunch, unless that is another part of the day."""
    clock = max(planned.time(), hours.opens)
    if hours.lunch_from and hours.lunch_to and hours.lunch_from <= clock < hours.lunch_to:
        clock = hours.lunch_to
    later = next_allowed(moment(day_of(planned, zone), clock.hour, clock.minute, zone), lunch=(12, 14), zone=zone)
    return later if part_of(later, zone) == part_of(planned, zone) else planned


def parts(bits: int) -> Iterable[str]:
    """The tried parts in the order of the day."""
    return [part for part in PARTS if part in tried(bits)]
