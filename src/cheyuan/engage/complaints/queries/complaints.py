"""The one gate to complaints: leaders see all of the store, others what is theirs or what they took."""

from django.db.models import Q, QuerySet

from cheyuan.base.search.queries import Hit
from cheyuan.engage.complaints.models import Clock, Complaint, Step
from cheyuan.engage.complaints.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

WITH = ("customer", "vehicle", "assignee")


def complaints(by: Actor) -> QuerySet[Complaint]:
    """The complaints that the actor may see; Denied without ``complaints.view``."""
    by.require("complaints.view")
    rows: QuerySet[Complaint] = Complaint.objects.filter(store_id__in=by.store_ids)
    return rows if sees_all(by) else rows.filter(own(by))


def own(by: Actor) -> Q:
    """What is the actor's to do, and what they took in themselves."""
    return Q(assignee_id=by.account_id or 0) | Q(taken_by_id=by.account_id or 0)


def complaint(by: Actor, complaint_id: int, *, lock: bool = False) -> Complaint:
    """One complaint; Missing when there is none for this actor. ``lock`` holds it until the transaction ends."""
    rows = complaints(by).select_related(*WITH)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=complaint_id).first()
    if found is None:
        raise Missing("complaint", complaint_id)
    return found


def numbered(by: Actor, typed: str) -> list[Hit]:
    """For the search box: the complaint of a whole number (T2026-000017) or of its end, four signs or more."""
    word = typed.upper()
    if not 4 <= len(word) <= 16 or not word.replace("-", "").isalnum() or not word[-1].isdecimal():
        return []
    rows = complaints(by).filter(number__endswith=word).select_related("customer", "vehicle").order_by("-pk")[:5]
    return [
        Hit(row.store_id, "complaint", row.pk, row.number, str(row.customer or row.vehicle or row.text)[:60])
        for row in rows
    ]


def steps(by: Actor, complaint_id: int) -> list[Step]:
    """What was done and said, oldest first."""
    return list(Step.objects.filter(store_id__in=by.store_ids, complaint_id=complaint_id).order_by("id"))


def clocks(by: Actor, complaint_id: int) -> list[Clock]:
    """The limits of a complaint in the order in which they began."""
    rows = Clock.objects.filter(store_id__in=by.store_ids, complaint_id=complaint_id)
    return list(rows.order_by("started_at", "round", "minutes"))


def of_customer(by: Actor, customer_id: int, limit: int = 6) -> list[Complaint]:
    """A customer's complaints, newest first; withdrawn ones left out."""
    rows = complaints(by).filter(customer_id=customer_id).exclude(state="withdrawn").select_related("assignee")
    return list(rows.order_by("-received_at", "-id")[:limit])


def by_task(store_id: int, task_id: int) -> Complaint | None:
    """The complaint about which a task was written (first answer, revisit), locked; for rooms above, inside their action."""
    rows = Complaint.objects.select_for_update(of=("self",)).filter(store_id=store_id)
    return rows.filter(Q(answer_task_id=task_id) | Q(revisit_task_id=task_id)).order_by("pk").first()
