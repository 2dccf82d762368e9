"""What a life line is drawn from: plain data of a car's past and of what comes."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Visit:
    """A past visit; ``kind``: service (filled), repair (ring), body (struck ring), other (grey)."""

    day: date
    kind: str
    fen: int
    label: str
    km: int | None = None


@dataclass(frozen=True)
class Reading:
    """An odometer reading."""

    day: date
    km: int


@dataclass(frozen=True)
class Due:
    """Something coming: when (with its earliest and latest day when it is a forecast), and why in words."""

    day: date
    label: str
    why: str = ""
    early: date | None = None
    late: date | None = None
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()  # (words, address)


@dataclass(frozen=True)
class Car:
    """One car: name, small lines under it, its past and what comes. ``later``: services after the next one."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    delivered: date | None = None
    visits: tuple[Visit, ...] = ()
    readings: tuple[Reading, ...] = ()
    dues: tuple[Due, ...] = ()
    later: tuple[date, ...] = ()
    km_now: int | None = None
    km_end: int | None = None
    url: str = ""
    current: bool = False
