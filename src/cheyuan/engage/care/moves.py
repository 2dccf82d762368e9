"""The states of a care task and what leads from one to another."""

from cheyuan.kernel.moves import Moves

TASK = Moves(
    {
        ("open", "settle"): "done",
        ("open", "give_up"): "failed",
        ("open", "withdraw"): "closed",
        ("done", "undo"): "open",
        ("failed", "undo"): "open",
        ("closed", "undo"): "open",
    }
)
