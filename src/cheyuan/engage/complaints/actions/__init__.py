"""What can be done with complaints."""

from cheyuan.engage.complaints.actions.compensation import compensate
from cheyuan.engage.complaints.actions.escalating import escalate, houses
from cheyuan.engage.complaints.actions.improving import finish, improve
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
)
from cheyuan.engage.complaints.actions.taking import Heard, open_complaint, take, take_back_opening
from cheyuan.engage.complaints.actions.undoing import last_step, take_back_step, undo

__all__ = [
    "Heard",
    "answer",
    "answered",
    "assign",
    "classify",
    "close",
    "compensate",
    "escalate",
    "finish",
    "houses",
    "improve",
    "last_step",
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
    "take_back_opening",
    "take_back_step",
    "tell",
    "undo",
    "wait",
    "withdraw",
]
