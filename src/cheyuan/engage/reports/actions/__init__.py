"""What can be done with closed months, their reports, and what follows from them."""

from cheyuan.engage.reports.actions.closing import close, reopen
from cheyuan.engage.reports.actions.money import contest, decide, send_money
from cheyuan.engage.reports.actions.printing import print_report
from cheyuan.engage.reports.actions.writing import add_measure, drop_measure, finish_measure, submit

__all__ = [
    "add_measure",
    "close",
    "contest",
    "decide",
    "drop_measure",
    "finish_measure",
    "print_report",
    "reopen",
    "send_money",
    "submit",
]
