"""The cast: in every book, however small, some owners stand exactly where one of the care rules looks (care-semantics.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cheyuan.kernel.dates import add_months


@dataclass(frozen=True, slots=True)
class Part:
    """What makes a car show a rule: days fixed, everything else by chance. Low daily km, so that the months decide."""

    delivered: date
    last_service: date | None = None
    other_visit: date | None = None
    insurance: date | None = None
    registered: date | None = None
    birthday_today: bool = False


def _days(as_of: date, days: int) -> date:
    return as_of + timedelta(days=days)


def _served(as_of: date, due_in: int) -> Part:
    """A combustion car whose next service is due ``due_in`` days after ``as_of`` (negative: it was missed)."""
    return Part(add_months(as_of, -31), last_service=add_months(_days(as_of, due_in), -6))


def _inspected(as_of: date) -> Part:
    registered = add_months(_days(as_of, 40), -24)
    return Part(registered, last_service=_days(as_of, -70), registered=registered)


_PARTS: dict[str, Callable[[date], Part]] = {
    "R01": lambda as_of: Part(_days(as_of, -3)),
    "R02": lambda as_of: Part(_days(as_of, -4)),
    "R03": lambda as_of: Part(as_of),
    "R04": lambda as_of: Part(_days(as_of, -9)),
    "R05": lambda as_of: Part(_days(as_of, -17)),
    "R06": lambda as_of: Part(add_months(as_of, -20), last_service=_days(as_of, -50), other_visit=_days(as_of, -1)),
    "R07": lambda as_of: Part(add_months(as_of, -26), last_service=_days(as_of, -5)),
    "R08a": lambda as_of: Part(_days(add_months(as_of, -2), -12)),
    "R08b": lambda as_of: Part(_days(add_months(as_of, -6), 1)),
    "R09": lambda as_of: _served(as_of, 5),
    "R10": lambda as_of: _served(as_of, 11),
    "R11": lambda as_of: Part(add_months(_days(as_of, 20), -36), last_service=_days(as_of, -60)),
    "R12": _inspected,
    "R13": lambda as_of: Part(add_months(as_of, -22), last_service=_days(as_of, -80), insurance=_days(as_of, 25)),
    "R14": lambda as_of: Part(add_months(as_of, -15), last_service=_days(as_of, -90), birthday_today=True),
    "R17/1": lambda as_of: _served(as_of, -110),
    "R17/2": lambda as_of: _served(as_of, -215),
    "R17/3": lambda as_of: _served(as_of, -300),
    "R25": lambda as_of: _served(as_of, -45),
    "lost": lambda as_of: _served(as_of, -420),
}
RULES = tuple(_PARTS)


def part(rule: str, as_of: date) -> Part:
    """The part that shows ``rule`` on ``as_of``."""
    return _PARTS[rule](as_of)


def rule_of(number: int, owners: int) -> str | None:
    """The rule that the ``number``-th owner of a book shows: each at least once, at most every fiftieth owner."""
    stride = max(1, min(50, owners // len(RULES)))
    return RULES[number // stride % len(RULES)] if number % stride == 0 else None
