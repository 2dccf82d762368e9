"""Months that closed, with their frozen figures; the report on each; what is to be improved; deductions and rewards."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Closing(StoreRow):
    """One month of one store, frozen (CARE-40). Rows are only added: opening a month again adds a version with its reason.

    ``figures`` and ``inputs`` (the policies that held) are plain values without personal data; people, cars and tasks are
    numbers. ``digest`` is the SHA-256 of both in their canonical form.
    """

    month = models.DateField()
    version = models.PositiveSmallIntegerField()
    figures: Any = models.JSONField()
    inputs: Any = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "month", "version"], name="month_closed_once")]


class Report(StoreRow):
    """The report on a closed month (CARE-41): draft → submitted → approved, or back to draft when it was refused.

    ``file_id`` is the signed PDF in base/files, ``sha256`` its hash; ``signed_name`` and ``approved_at`` its signature.
    """

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="reports", db_constraint=False)
    state = models.CharField(max_length=10, default="draft")
    summary = models.TextField(blank=True, default="")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_id = models.BigIntegerField(null=True)
    submitted_name = models.CharField(max_length=80, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_name = models.CharField(max_length=80, blank=True, default="")
    file_id = models.BigIntegerField(null=True, blank=True)
    file_name = models.CharField(max_length=32, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "closing"], name="report_once")]


class Measure(StoreRow):
    """One line of the improvement plan: what is done about which weak point, by whom, until when."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="measures", db_constraint=False)
    weak = models.CharField(max_length=30, blank=True)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()


class Proposal(StoreRow):
    """A deduction or reward that follows from a closed month (CARE-42): what it is for, whose, and the rows that prove it.

    ``amount_fen`` is what the policy says, ``decided_fen`` what the manager decided; both are positive, ``reward`` tells
    the direction. ``evidence`` names rows: [{"kind": "task", "ids": [...]}] and figures.
    """

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="proposals", db_constraint=False)
    kind = models.CharField(max_length=20)
    reward = models.BooleanField(default=False)
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    count = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()
    decided_fen = models.BigIntegerField(null=True, blank=True)
    evidence: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="proposed")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "closing", "kind", "account"], name="proposal_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["store", "account", "-id"], name="proposal_of_person")]


class ProposalStep(StoreRow):
    """What was said and decided about a proposal. Only added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    step = models.CharField(max_length=10)
    was = models.CharField(max_length=10, blank=True)
    now = models.CharField(max_length=10)
    amount_fen = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "proposal", "id"], name="proposal_steps")]
