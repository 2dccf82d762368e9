"""What can be done with milestones."""

from cheyuan.records.milestones.actions.noting import Fact, note_fact
from cheyuan.records.milestones.actions.stepping import move_on, take_back

__all__ = ["Fact", "move_on", "note_fact", "take_back"]
