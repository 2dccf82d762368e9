"""What the answer to the question about a grant means for its vouchers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.base.approvals.kinds import Kind
from cheyuan.kernel.actor import Actor
from cheyuan.records.vouchers.actions.giving import KIND as NAME
from cheyuan.records.vouchers.actions.giving import tell
from cheyuan.records.vouchers.models import Grant, Voucher
from cheyuan.records.vouchers.moves import ASKED, MOVES

STEPS = {"approved": "approve", "refused": "refuse", "withdrawn": "cancel"}
VERBS = {"approve": "voucher.given", "refuse": "voucher.refused", "cancel": "voucher.cancelled"}


def decided(by: Actor, asked: Any, at: datetime) -> None:
    """All vouchers of the grant take the same step, in the transaction of the signature."""
    step = STEPS[asked.state]
    grant = Grant.objects.filter(store_id=asked.store_id, pk=asked.object_id).first()
    if grant is None:
        return
    waiting = Voucher.objects.select_for_update().filter(grant=grant, state=ASKED)
    rows = list(waiting.order_by("pk"))
    ended = None if step == "approve" else at
    Voucher.objects.filter(grant=grant, state=ASKED).update(state=MOVES.to(ASKED, step), ended_at=ended)
    if rows:
        tell(by, grant, rows, VERBS[step], at)


KIND = Kind(
    NAME, _("Vouchers above one's limit"), ("care_manager", "general_manager", "group_admin"), decided,
    limit="voucher", icon="gift",
)  # fmt: skip
