"""Milestones in the rights of the person (PPL-08): copied with their file; erased, number, steps and times stay without words.

And how long the words of what is finished are kept.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain
from cheyuan.records.milestones import queries
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.policies import WORDS


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


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Job.objects.filter(is_open=False, since__lt=before)
        notes = Milestone.objects.filter(job__in=rows).exclude(note="")
        return int(notes.update(note="")) + int(rows.exclude(what="").update(what=""))


KEEPING = Keeping("milestone_words", WORDS.key, _remove)
PART = Part("milestones", _copy, _erase, ("milestones_job", "milestones_milestone"), order=12, needs=_busy)
