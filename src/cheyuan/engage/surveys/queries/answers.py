"""The one gate to answers: leaders see all of the store, others those about their own work."""

from django.db.models import Q, QuerySet

from cheyuan.engage.surveys.models import Answer
from cheyuan.engage.surveys.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

WITH = ("survey", "version", "customer", "vehicle", "advisor")


def answers(by: Actor) -> QuerySet[Answer]:
    """The answers that the actor may see; Denied without ``surveys.view``."""
    by.require("surveys.view")
    rows: QuerySet[Answer] = Answer.objects.filter(store_id__in=by.store_ids)
    return rows if sees_all(by) else rows.filter(own(by))


def own(by: Actor, prefix: str = "") -> Q:
    """What is about the actor's work, and what they filled in themselves."""
    me = by.account_id or 0
    return Q((f"{prefix}advisor_id", me)) | Q((f"{prefix}by_id", me))


def answer(by: Actor, answer_id: int) -> Answer:
    """One answer; Missing when there is none for this actor."""
    found = answers(by).select_related(*WITH).filter(pk=answer_id).first()
    if found is None:
        raise Missing("answer", answer_id)
    return found


def of_customer(by: Actor, customer_id: int, limit: int = 6) -> list[Answer]:
    """A customer's answers, newest first."""
    rows = answers(by).filter(customer_id=customer_id).select_related("version", "advisor")
    return list(rows.order_by("-at", "-id")[:limit])


def of_invitation(invitation_id: int) -> Answer | None:
    """The answer to an invitation; inside the caller's scope."""
    found: Answer | None = Answer.objects.filter(invitation_id=invitation_id).first()
    return found
