"""Looking behind the mask of a number in order to dial it (PPL-09)."""

from collections.abc import Iterable
from datetime import datetime

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.calling import call_now
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customers


@action("care.tasks.work")
def dial(by: Actor, task_id: int, *, anyway: bool = False, at: datetime) -> str:
    """The full number of the task's customer, the look counted and audited.

    What the contact policy speaks against is refused; where it leaves the decision to a person, ``anyway`` takes it, and
    the audit says so. Refused: call_not_now(words), reveal_limit, phone_none.
    """
    task = tasks.task(by, task_id)
    call = call_now(by, task, at)
    if not call.allowed and call.code != "no_address" and not (anyway and call.decidable):
        raise Refused("call_not_now", words=call.words)
    if not call.allowed:
        note(by, "contact.called_anyway", Ref("task", task.pk), at=at, store_id=task.store_id, why=call.code)
    number = customers.reveal(by, task.customer_id, "phone", at=at, reason=f"task:{task.pk}")
    if not number:
        raise Refused("phone_none")
    return number


@action("care.tasks.work")
def reveal_list(by: Actor, task_ids: Iterable[int], *, at: datetime) -> dict[int, str]:
    """Customer → number for a list that is printed for a day without network; each look is counted and audited."""
    ids = tasks.tasks(by).filter(pk__in=list(task_ids)).order_by().values_list("customer_id", flat=True).distinct()
    return {one: customers.reveal(by, one, "phone", at=at, reason="call_list") for one in ids}
