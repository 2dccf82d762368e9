"""Asking for a compensation."""

from datetime import datetime

from cheyuan.base.approvals.actions import ask
from cheyuan.base.approvals.models import Approval
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.complaints.compensating import kind_of
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.engage.complaints.queries import complaint
from cheyuan.engage.complaints.recording import record, ref, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Refused


@action("complaints.compensate")
def compensate(by: Actor, complaint_id: int, amount_fen: int, words: str, *, at: datetime) -> Approval:
    """Ask for so much (fen) for the customer, with the reason; within one's own limit it is approved at once.

    Refused("compensation_amount", "complaint_words"); Conflict("compensation_state", "approval_asked").
    """
    one = complaint(by, complaint_id, lock=True)
    if one.state in (CLOSED, WITHDRAWN):
        raise Conflict("compensation_state")
    if amount_fen <= 0:
        raise Refused("compensation_amount", field="amount")
    reason = said(words)
    record(by, one, "compensate", at, words=reason, facts={"amount": amount_fen})
    return ask(
        by, kind_of(one).name, ref(one), store_id=one.store_id, title=one.number, reason=reason[:500], amount_fen=amount_fen,
        at=at,
    )  # fmt: skip
