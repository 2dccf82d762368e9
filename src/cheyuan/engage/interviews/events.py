"""News of interviews."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class Low(Event):
    """A visitor scored the reception low."""

    interview_id: int


@dataclass(frozen=True)
class TakenBack(Event):
    """An interview was taken back: what followed from it goes too."""

    interview_id: int
    task_id: int
