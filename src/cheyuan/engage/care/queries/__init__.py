"""What other apps may read of care tasks and rules."""

from cheyuan.engage.care.queries.tasks import in_hand, open_tasks_of_customer, task, tasks
from cheyuan.engage.care.why import sentence as why

__all__ = ["in_hand", "open_tasks_of_customer", "task", "tasks", "why"]
