"""What other apps may read of complaints."""

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

__all__ = ["Pressing", "by_task", "clocks", "complaint", "complaints", "numbered", "of_customer", "pressing", "steps"]
