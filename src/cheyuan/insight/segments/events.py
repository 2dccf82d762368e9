"""News of segments."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class SegmentChanged(Event):
    """So many subjects entered and left a segment in one counting; ``batch`` names it, ``members`` is its size since."""

    segment: str
    batch: int
    day: str
    entered: int
    left: int
    members: int
