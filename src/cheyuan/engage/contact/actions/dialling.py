"""Looking behind the mask of a number in order to dial it (PPL-09)."""

from collections.abc import Iterable
from datetime import datetime

from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import queries as tasks
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import actions as customers


@action("care.tasks.work")
def dial(by: Actor, task_id: int, *, at: datetime) -> str:
    """The full number of the task's customer, the look counted and audited. Refused: reveal_limit, phone_none."""
    task = tasks.task(by, task_id)
    number = customers.reveal(by, task.customer_id, "phone", at=at, reason=f"task:{task.pk}")
    if not number:
        raise Refused("phone_none")
    return number


@action("care.tasks.work")
def reveal_list(by: Actor, task_ids: Iterable[int], *, at: datetime) -> dict[int, str]:
    """Customer → number for a list that is printed for a day without network; each look is counted and audited."""
    ids = tasks.tasks(by).filter(pk__in=list(task_ids)).order_by().values_list("customer_id", flat=True).distinct()
    return {one: customers.reveal(by, one, "phone", at=at, reason="call_list") for one in ids}
