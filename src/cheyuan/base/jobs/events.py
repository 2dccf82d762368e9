"""News of long work."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class Ended(Event):
    """Work that a person (``by_id``) started came to an end: ``state`` done or failed."""

    work_id: int
    by_id: int
    state: str


@dataclass(frozen=True)
class Seen(Event):
    """The person has seen how it ended."""

    work_id: int
    by_id: int
