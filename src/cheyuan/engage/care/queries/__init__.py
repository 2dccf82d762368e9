"""What other apps may read of care tasks and rules."""

from cheyuan.engage.care.queries.tasks import open_tasks_of_customer, task, tasks

__all__ = ["open_tasks_of_customer", "task", "tasks"]
