"""What other apps may read of complaints."""

from cheyuan.engage.complaints.queries.analysis import analysis as week_of
from cheyuan.engage.complaints.queries.analysis import kinds, pareto
from cheyuan.engage.complaints.queries.board import Pressing, pressing
from cheyuan.engage.complaints.queries.complaints import (
    by_task,
    clocks,
    complaint,
    complaints,
    numbered,
    of_customer,
    steps,
)

__all__ = [
    "Pressing", "by_task", "clocks", "complaint", "complaints", "kinds", "numbered", "of_customer", "pareto",
    "pressing", "steps", "week_of",
]  # fmt: skip
