"""News of care tasks."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class Given(Event):
    """``count`` tasks were given to a colleague at once; ``batch`` names the occasion."""

    account_id: int
    count: int
    batch: int
    by_name: str


@dataclass(frozen=True)
class Taken(Event):
    """``count`` tasks of a colleague were given to somebody else, or to the team."""

    account_id: int
    count: int
    batch: int
    by_name: str
