"""The gate to invitations."""

from collections.abc import Collection

from django.db.models import QuerySet

from cheyuan.engage.surveys import links
from cheyuan.engage.surveys.models import Invitation
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

WITH = ("survey", "version", "customer", "vehicle", "advisor", "store")


def invitations(by: Actor) -> QuerySet[Invitation]:
    """The invitations of the actor's stores; Denied without ``surveys.view``."""
    by.require("surveys.view")
    rows: QuerySet[Invitation] = Invitation.objects.filter(store_id__in=by.store_ids)
    return rows


def invitation(by: Actor, invitation_id: int) -> Invitation:
    """One invitation; Missing when there is none for this actor."""
    found = invitations(by).select_related(*WITH).filter(pk=invitation_id).first()
    if found is None:
        raise Missing("invitation", invitation_id)
    return found


def held(by: Actor, invitation_id: int) -> Invitation:
    """The same, locked until the transaction ends, for whoever answers; needs no right of its own."""
    rows = Invitation.objects.select_related("survey", "version", "customer", "vehicle").select_for_update(of=("self",))
    found: Invitation | None = rows.filter(store_id__in=by.store_ids, pk=invitation_id).first()
    if found is None:
        raise Missing("invitation", invitation_id)
    return found


def by_hash(by: Actor, hashed: bytes) -> Invitation | None:
    """Whose link it is, in the actor's one store; None for an unknown or withdrawn one."""
    rows = Invitation.objects.select_related(*WITH).exclude(state="withdrawn")
    found: Invitation | None = rows.filter(store_id__in=by.store_ids, token_hash=hashed).first()
    return found


def of_task(store_id: int, task_id: int) -> Invitation | None:
    """The invitation that a care task gave; inside the caller's scope."""
    found: Invitation | None = Invitation.objects.filter(store_id=store_id, origin=f"task:{task_id}").first()
    return found


def links_of(store_id: int, invitation_ids: Collection[int]) -> dict[int, str]:
    """Invitation → the whole address of its link, for many of one store at once; inside the caller's scope."""
    rows = Invitation.objects.filter(store_id=store_id, pk__in=list(invitation_ids)).exclude(nonce="")
    return links.addresses(store_id, dict(rows.values_list("pk", "nonce")))
