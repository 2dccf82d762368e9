"""What can be done with complaints."""

from cheyuan.engage.complaints.actions.steps import (
    answer,
    answered,
    assign,
    classify,
    close,
    remark,
    reopen,
    reopened,
    resume,
    revisit,
    revisited,
    solve,
    start,
    tell,
    wait,
    withdraw,
    withdrawn,
)
from cheyuan.engage.complaints.actions.taking import Heard, open_complaint, take
from cheyuan.engage.complaints.actions.undoing import take_back, undo, undoable

__all__ = [
    "Heard",
    "answer",
    "answered",
    "assign",
    "classify",
    "close",
    "open_complaint",
    "remark",
    "reopen",
    "reopened",
    "resume",
    "revisit",
    "revisited",
    "solve",
    "start",
    "take",
    "take_back",
    "tell",
    "undo",
    "undoable",
    "wait",
    "withdraw",
    "withdrawn",
]
