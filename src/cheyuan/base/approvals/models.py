"""Questions that wait for a signature, and the signatures."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import StoreRow
from cheyuan.kernel.moves import Moves

WAITING, APPROVED, REFUSED, WITHDRAWN = "waiting", "approved", "refused", "withdrawn"
MOVES = Moves(
    {
        (WAITING, "sign"): WAITING,
        (WAITING, "approve"): APPROVED,
        (WAITING, "refuse"): REFUSED,
        (WAITING, "withdraw"): WITHDRAWN,
    }
)


class Approval(StoreRow):
    """One question about one record: ``chain`` are the roles that sign, ``step`` the place of the next one.

    ``title`` and ``facts`` name the matter without personal data; ``amount_fen`` is null where no money is at stake.
    """

    kind = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    amount_fen = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    facts: Any = models.JSONField(default=dict)
    chain: Any = models.JSONField(default=list)
    step = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=WAITING)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "kind", "object_kind", "object_id"],
                condition=models.Q(state=WAITING),
                name="approval_asked_once",
            )
        ]
        indexes = [
            models.Index(fields=["store", "state", "-asked_at", "id"], name="approval_by_state"),
            models.Index(fields=["store", "-asked_at", "id"], name="approval_newest"),
            models.Index(fields=["store", "object_kind", "object_id"], name="approval_of"),
        ]

    @property
    def role(self) -> str:
        """The role that is asked now; empty when nobody is."""
        return str(self.chain[self.step]) if self.state == WAITING and self.step < len(self.chain) else ""


class Signature(StoreRow):
    """What one person said at one step; never changed."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="signatures", db_constraint=False)
    step = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10)  # yes, no, own (within the limit of the person who asked), withdrawn
    remark = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "approval", "id"], name="signature_of")]
