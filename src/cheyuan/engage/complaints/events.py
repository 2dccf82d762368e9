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
