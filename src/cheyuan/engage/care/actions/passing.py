"""A task that goes from one pair of hands to another."""

from typing import NamedTuple


class Passing(NamedTuple):
    """One task that goes from one pair of hands (None: nobody's) to another."""

    task_id: int
    giver: int | None
    taker: int | None

    def back(self) -> "Passing":
        """The way back."""
        return Passing(self.task_id, self.taker, self.giver)
