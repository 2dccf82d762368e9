"""News of complaints."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class Escalated(Event):
    """A limit runs out (level 1), has run out (2), ran out long ago (3): somebody of the role ``role`` should look."""

    complaint_id: int
    clock: str
    level: int
    role: str


@dataclass(frozen=True)
class Assigned(Event):
    """A complaint was given to a colleague, by the step ``step_id``."""

    complaint_id: int
    account_id: int
    step_id: int
    by_name: str


@dataclass(frozen=True)
class Settled(Event):
    """A complaint needs nobody's hurry any more: ``state`` solved, told, revisited, closed or withdrawn."""

    complaint_id: int
    state: str
