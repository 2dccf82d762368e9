"""Care tasks about a person: in their copy with the figures that explain each (CARE-06); erased, only codes and dates stay."""

from collections.abc import Collection, Mapping
from typing import Any

from cheyuan.base.comments import forgetting as comments
from cheyuan.engage.care.actions import close_tasks
from cheyuan.engage.care.models import Due, Task
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    rows = Task.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    said = comments.said("task", list(rows.values_list("pk", flat=True)))
    return {"tasks": plain(rows, "store_id", "run_id", "claimed_by_id", "claimed_at", "offer_on"), "comments": said}


def _erase(subject: Subject) -> Mapping[str, int]:
    one = subject.customer
    closed = close_tasks(subject.by, reason="erased", at=subject.at, customer_id=one.pk)
    rows = Task.objects.filter(customer_id=one.pk)
    told = [pk for pk, facts in rows.values_list("pk", "facts") if subject.mentioned(facts)]
    rows.filter(pk__in=told).update(facts={})
    ids = list(rows.values_list("pk", flat=True))
    return {
        "comments_comment": comments.forget(subject.by, "task", ids, at=subject.at),
        "care_task": len({*closed, *told}),
        "care_due": Due.objects.filter(customer_id=one.pk).update(customer_id=None),
    }


def _asked(by: Actor, ids: Collection[int]) -> set[int]:
    return set(Task.objects.filter(customer_id__in=list(ids), state="open").values_list("customer_id", flat=True))


PART = Part("care", _copy, _erase, ("care_task", "care_due"), order=20, needs=_asked)
