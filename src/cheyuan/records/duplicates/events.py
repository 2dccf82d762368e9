"""News of duplicates."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class BookArrived(Event):
    """An import wrote customers or cars: who came twice?"""

    batch_id: int
