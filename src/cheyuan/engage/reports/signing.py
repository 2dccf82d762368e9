"""What a signature means (PLT-03): the report stands and its PDF is made; the month's deductions are settled."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.base.approvals.kinds import Kind
from cheyuan.base.approvals.models import APPROVED, REFUSED
from cheyuan.base.jobs.actions import start
from cheyuan.base.journal.actions import note
from cheyuan.engage.reports.models import Proposal, ProposalStep, Report
from cheyuan.engage.reports.moves import PROPOSAL, REPORT, UPHELD
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

TOP = ("general_manager", "group_admin")
PRINT = "reports.print"
STEPS = {APPROVED: "approve", REFUSED: "refuse"}


def signed(by: Actor, asked: Any, at: datetime) -> None:
    """Approved: name and time are the signature, the PDF is put in line. Else it is a draft again. Same transaction."""
    one = Report.objects.select_for_update().filter(store_id=asked.store_id, pk=asked.object_id).first()
    if one is None:
        return
    step = STEPS.get(asked.state, "withdraw")
    one.state, one.updated_at = REPORT.to(one.state, step), at
    if step == "approve":
        one.approved_at, one.signed_by_id, one.signed_name = at, by.account_id, by.name
        start(by, PRINT, asked.title, {"report_id": one.pk}, at=at, store_id=one.store_id)
    one.save()
    verb = {"approve": "report.approved", "refuse": "report.refused"}.get(step, "report.withdrawn")
    note(by, verb, Ref("month_report", one.pk), at=at, store_id=one.store_id, approval=asked.pk)


def settled(by: Actor, asked: Any, at: datetime) -> None:
    """Approved: what was upheld is settled and stays as it is. Refused: the manager decides anew."""
    if asked.state != APPROVED:
        return
    rows = Proposal.objects.select_for_update(of=("self",)).filter(
        store_id=asked.store_id, closing__reports__pk=asked.object_id, state=UPHELD
    )
    for one in rows:
        was, one.state, one.updated_at = one.state, PROPOSAL.to(one.state, "settle"), at
        one.save(update_fields=["state", "updated_at"])
        ProposalStep(
            store_id=one.store_id, proposal=one, step="settle", was=was, now=one.state, amount_fen=one.decided_fen,
            by_id=by.account_id, by_name=by.name, at=at,
        ).save(force_insert=True)  # fmt: skip
        note(by, "proposal.settle", Ref("proposal", one.pk), at=at, store_id=one.store_id, amount=one.decided_fen)


KINDS = (
    Kind("report", _("Monthly report"), TOP, signed, icon="report"),
    Kind("deductions", _("Deductions and rewards"), TOP, settled, icon="report"),
)
