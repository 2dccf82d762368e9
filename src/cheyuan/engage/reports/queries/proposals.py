"""The gate to deductions and rewards: whoever decides sees those of their stores, everybody else their own."""

from collections.abc import Sequence

from django.db.models import QuerySet

from cheyuan.engage.reports.models import Proposal, ProposalStep
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def proposals(by: Actor) -> QuerySet[Proposal]:
    """What the actor may see, the newest month first."""
    by.require("reports.view")
    rows: QuerySet[Proposal] = Proposal.objects.filter(store_id__in=by.store_ids).select_related("closing", "account")
    own = rows if by.may("reports.decide") else rows.filter(account_id=by.account_id or 0)
    return own.order_by("-closing__month", "-closing__version", "store_id", "kind", "account__name", "pk")


def proposal(by: Actor, proposal_id: int, *, lock: bool = False) -> Proposal:
    """One of them; Missing when there is none for this actor."""
    rows = proposals(by)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=proposal_id).first()
    if found is None:
        raise Missing("proposal", proposal_id)
    return found


def steps(by: Actor, proposal_id: int) -> Sequence[ProposalStep]:
    """What was said and decided, in order."""
    return list(ProposalStep.objects.filter(store_id__in=by.store_ids, proposal_id=proposal_id).order_by("pk"))


def evidence_ids(one: Proposal, kind: str = "task") -> list[int]:
    """The numbers of the rows that prove it."""
    return [pk for rows in one.evidence.get("rows", []) if rows["kind"] == kind for pk in rows["ids"]]
