"""What other apps may do with care tasks."""

from cheyuan.engage.care.actions.tasks import (
    CLAIM_LASTS,
    Asked,
    Before,
    ask,
    assign,
    claim,
    close_tasks,
    give_up,
    postpone,
    record_attempt,
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
    "postpone",
    "record_attempt",
    "reopen_tasks",
    "restore",
    "settle",
    "withdraw_task",
]
