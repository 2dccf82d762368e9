"""When to try again (CARE-13): another day, a part of the day not tried yet."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cheyuan.kernel.calendar import PARTS, next_allowed, next_attempt, part_of

BIT = {part: 1 << place for place, part in enumerate(PARTS)}


def part_bit(at: datetime, zone: ZoneInfo) -> int:
    """The part of the store's day as one bit: 1 morning, 2 afternoon, 4 evening."""
    return BIT[part_of(at, zone)]


def tried(bits: int) -> set[str]:
    """The parts of the day that the bits stand for."""
    return {part for part, bit in BIT.items() if bits & bit}


def next_try(at: datetime, bits: int, zone: ZoneInfo) -> datetime:
    """The next attempt after one that reached nobody at ``at``; a moment at which calls are allowed."""
    return next_allowed(next_attempt(at, tried(bits), zone), lunch=(12, 14), zone=zone)


def parts(bits: int) -> Iterable[str]:
    """The tried parts in the order of the day."""
    return [part for part in PARTS if part in tried(bits)]
