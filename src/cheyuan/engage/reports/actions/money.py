"""Deductions and rewards: contested by the person, decided by the manager, approved by the general manager (CARE-42)."""

from datetime import datetime, timedelta

from cheyuan.base.approvals.actions import ask
from cheyuan.base.approvals.models import WAITING, Approval
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.reports.models import Proposal, ProposalStep, Report
from cheyuan.engage.reports.moves import CONTESTED, PROPOSAL, PROPOSED, UPHELD
from cheyuan.engage.reports.queries.closings import report
from cheyuan.engage.reports.queries.proposals import proposal, proposals
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

KIND = "deductions"


@action("reports.view")
def contest(by: Actor, proposal_id: int, words: str, *, at: datetime) -> Proposal:
    """Say why a deduction of one's own is not right; also against what was decided, until it is approved.

    Refused("proposal_words"); Denied("proposal_others"); Conflict("contest_late", "wrong_state").
    """
    one = proposal(by, proposal_id, lock=True)
    if by.account_id is None or one.account_id != by.account_id:
        raise Denied("proposal_others")
    days = int(value("reports.contest_days", one.store_id))
    if at > one.closing.closed_at + timedelta(days=days):
        raise Conflict("contest_late", days=days)
    return _step(by, one, "contest", None, _said(words), at)


@action("reports.decide")
def decide(by: Actor, proposal_id: int, fen: int, words: str, *, at: datetime) -> Proposal:
    """Uphold it with an amount (fen, at most what the policy says), or let it fall with 0; always with the reason.

    Nobody decides about themselves. Refused("proposal_words", "proposal_amount"); Denied("proposal_own");
    Conflict("money_waits", "wrong_state").
    """
    one = proposal(by, proposal_id, lock=True)
    if by.account_id is not None and one.account_id == by.account_id:
        raise Denied("proposal_own")
    if not 0 <= fen <= one.amount_fen:
        raise Refused("proposal_amount", field="fen", most=money.show(one.amount_fen))
    if _waits(by, one.closing_id):
        raise Conflict("money_waits")
    return _step(by, one, "uphold" if fen else "drop", fen, _said(words), at)


@action("reports.decide")
def send_money(by: Actor, report_id: int, words: str, *, at: datetime) -> Approval:
    """Ask the general manager to approve what was decided about a month.

    Refused("proposals_open", "proposals_none"); Conflict("approval_asked").
    """
    one = report(by, report_id, lock=True)
    rows = list(proposals(by).filter(closing_id=one.closing_id))
    if left := sum(row.state in (PROPOSED, CONTESTED) for row in rows):
        raise Refused("proposals_open", count=left)
    fen = [row.decided_fen or 0 for row in rows if row.state == UPHELD and not row.reward]
    given = [row.decided_fen or 0 for row in rows if row.state == UPHELD and row.reward]
    decided = [*fen, *(-one for one in given)]
    if not decided:
        raise Refused("proposals_none")
    store = store_names([one.store_id]).get(one.store_id, "")
    title = f"{store} {one.closing.month:%Y-%m} {money.show(sum(decided))}"
    return ask(
        by, KIND, Ref("month_report", one.pk), store_id=one.store_id, title=title, reason=_said(words), at=at,
        facts={"count": len(decided), "fen": sum(decided)},
    )  # fmt: skip


def _waits(by: Actor, closing_id: int) -> bool:
    ids = Report.objects.filter(store_id__in=by.store_ids, closing_id=closing_id).values("pk")
    asked = Approval.objects.filter(store_id__in=by.store_ids, kind=KIND, state=WAITING, object_kind="month_report")
    return bool(asked.filter(object_id__in=ids).exists())


def _said(words: str) -> str:
    if not words.strip():
        raise Refused("proposal_words", field="words")
    return words.strip()[:500]


def _step(by: Actor, one: Proposal, step: str, fen: int | None, words: str, at: datetime) -> Proposal:
    was, one.state, one.updated_at = one.state, PROPOSAL.to(one.state, step), at
    one.decided_fen = one.decided_fen if fen is None else fen
    one.save(update_fields=["state", "decided_fen", "updated_at"])
    ProposalStep(
        store_id=one.store_id, proposal=one, step=step, was=was, now=one.state, amount_fen=fen, words=words,
        by_id=by.account_id, by_name=by.name, at=at,
    ).save(force_insert=True)  # fmt: skip
    note(by, f"proposal.{step}", Ref("proposal", one.pk), at=at, store_id=one.store_id, kind=one.kind, amount=fen)
    return one
