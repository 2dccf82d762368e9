"""What a rule offers: a task with its creation window."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Offer:
    """A task with its creation window, both ends inclusive."""

    rule: str
    opens_on: date
    closes_on: date
    due_on: date
    cycle: str
    deadline: datetime
    marketing: bool = False
