"""Milestones in the rights of the person (PPL-08): copied with their file; erased, number, steps and times stay without words."""

from collections.abc import Collection, Mapping
from typing import Any

from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain
from cheyuan.records.milestones import queries
from cheyuan.records.milestones.models import Job, Milestone


def _copy(subject: Subject) -> Any:
    rows = Job.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    steps = Milestone.objects.filter(job__customer_id=subject.customer.pk).order_by("pk")
    return {"jobs": plain(rows, "store_id"), "milestones": plain(steps, "store_id", "by_id", "message_id")}


def _erase(subject: Subject) -> Mapping[str, int]:
    rows = Job.objects.filter(customer_id=subject.customer.pk)
    gone = Milestone.objects.filter(job__in=rows).update(note="")
    return {"milestones_milestone": gone, "milestones_job": rows.update(what="", customer=None)}


def _busy(by: Actor, ids: Collection[int]) -> set[int]:
    """Whoever has something on the way stays on file."""
    return queries.busy(ids)


PART = Part("milestones", _copy, _erase, ("milestones_job", "milestones_milestone"), order=12, needs=_busy)
