"""Complaints of a person: in their copy with all that was said; erased, number, kind, times and outcome stay without words."""

from collections.abc import Collection, Mapping
from typing import Any

from cheyuan.base.approvals.models import Approval
from cheyuan.base.comments import forgetting as comments
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    rows = Complaint.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    steps = Step.objects.filter(complaint__customer_id=subject.customer.pk).order_by("pk")
    leave = ("store_id", "year", "serial", "taken_by_id", "assignee_id", "answer_task_id", "revisit_task_id", "origin")
    return {
        "complaints": plain(rows, *leave),
        "steps": plain(steps, "store_id", "before", "by_id", "facts"),
        "comments": comments.said("complaint", [row.pk for row in rows]),
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    rows = Complaint.objects.filter(customer_id=subject.customer.pk)
    ids = list(rows.values_list("pk", flat=True))
    said = comments.forget(subject.by, "complaint", ids, at=subject.at)
    return {"complaints_complaint": len(ids), "complaints_step": forget(ids), "comments_comment": said}


def forget(ids: Collection[int]) -> int:
    """Empty the words of these complaints; answers how many steps had some."""
    Complaint.objects.filter(pk__in=ids).update(text="", solution="")
    asked = Approval.objects.filter(object_kind="complaint", object_id__in=ids)
    asked.update(reason="")
    steps = Step.objects.filter(complaint_id__in=ids)
    return int(steps.update(note="", before={}))


def _asked(by: Actor, ids: Collection[int]) -> set[int]:
    rows = Complaint.objects.filter(customer_id__in=list(ids)).exclude(state__in=(CLOSED, WITHDRAWN))
    return {one for one in rows.values_list("customer_id", flat=True) if one}


PART = Part("complaints", _copy, _erase, ("complaints_complaint", "complaints_step"), order=8, needs=_asked)
