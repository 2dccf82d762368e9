"""The only gate to approvals: whoever decides sees those of their stores, everybody else what they asked for themselves."""

from django.db.models import Q, QuerySet

from cheyuan.base.approvals.chain import deciders
from cheyuan.base.approvals.kinds import kinds
from cheyuan.base.approvals.models import WAITING, Approval, Signature
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref


def approvals(by: Actor) -> QuerySet[Approval]:
    """What the actor may see; Denied without ``approvals.view``."""
    by.require("approvals.view")
    rows: QuerySet[Approval] = Approval.objects.filter(store_id__in=by.store_ids)
    return rows if by.may("approvals.decide") else rows.filter(asked_by_id=by.account_id or 0)


def approval(by: Actor, approval_id: int, *, lock: bool = False) -> Approval:
    """One of them; Missing when there is none for this actor."""
    rows = approvals(by)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=approval_id).first()
    if found is None:
        raise Missing("approval", approval_id)
    return found


def signatures(by: Actor, approval_id: int) -> list[Signature]:
    """Who said what, in order."""
    return list(Signature.objects.filter(store_id__in=by.store_ids, approval_id=approval_id).order_by("id"))


def may_see(by: Actor, one: Approval) -> bool:
    """Whether this actor may open it: as somebody who decides, or as whoever asked."""
    return by.may("approvals.decide") or (by.account_id is not None and one.asked_by_id == by.account_id)


def for_me(by: Actor, yes: bool = True) -> Q:
    """The questions that this actor can answer now: their role or a lower rung is asked, and somebody else asked it."""
    mine = Q(pk=None)
    for kind in kinds().values():
        asked = [role for role in kind.ladder if by.roles & deciders(kind.ladder, role)]
        asked += ["group_admin"] if "group_admin" in by.roles else []
        for step in range(len(kind.ladder) + 1):
            mine |= Q(kind=kind.name, step=step, **{f"chain__{step}__in": asked})
    mine &= Q(state=WAITING) & ~Q(asked_by_id=by.account_id or 0)
    return mine if yes else ~mine


def waiting_for(by: Actor) -> int:
    """How many questions wait for this actor."""
    if not by.may("approvals.decide"):
        return 0
    return approvals(by).filter(for_me(by)).count()


def may_decide(by: Actor, one: Approval) -> bool:
    """Whether this actor can answer this question now."""
    return not refusal(by, one)


def refusal(by: Actor, one: Approval) -> str:
    """Why this actor cannot answer now: a code of a refusal; empty when they can."""
    if one.state != WAITING:
        return "approval_closed"
    if by.account_id is not None and by.account_id == one.asked_by_id:
        return "approval_own"
    known = kinds().get(one.kind)
    if known is None or not by.may("approvals.decide") or not by.roles & deciders(known.ladder, one.role):
        return "approval_not_yours"
    return ""


def of(by: Actor, ref: Ref) -> list[Approval]:
    """What was asked about a record, newest first."""
    rows = Approval.objects.filter(store_id__in=by.store_ids, object_kind=ref.kind, object_id=ref.id)
    return list(rows.order_by("-id"))
