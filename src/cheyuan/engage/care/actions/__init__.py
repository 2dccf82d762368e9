"""What other apps may do with care tasks."""

from cheyuan.engage.care.actions.sharing import loads, shared_out, spread
from cheyuan.engage.care.actions.tasks import (
    CLAIM_LASTS,
    Asked,
    Before,
    ask,
    assign,
    claim,
    close_tasks,
    give_up,
    holder,
    postpone,
    record_attempt,
    release,
    reopen_tasks,
    restore,
    settle,
    withdraw_task,
)

__all__ = [
    "CLAIM_LASTS",
    "Asked",
    "Before",
    "ask",
    "assign",
    "claim",
    "close_tasks",
    "give_up",
    "holder",
    "loads",
    "postpone",
    "record_attempt",
    "release",
    "reopen_tasks",
    "restore",
    "settle",
    "shared_out",
    "spread",
    "withdraw_task",
]
