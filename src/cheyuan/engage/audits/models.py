"""Score sheets with their versions, and the calls that were drawn for an audit with what came of it."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import GroupRow, StoreRow


class Scorecard(GroupRow):
    """One version of a score sheet, for a rule or (empty) for all others. Rows are only added: a used sheet never changes.

    ``criteria`` are {key, label, weight, must}; an empty label is a shipped criterion, said in the reader's language.
    ``pass_mark`` is in percent.
    """

    rule = models.CharField(max_length=8, blank=True, db_collation="C")
    number = models.PositiveIntegerField()
    criteria: Any = models.JSONField(default=list)
    pass_mark = models.PositiveSmallIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "rule", "number"], name="scorecard_once")]


class Audit(StoreRow):
    """One call, drawn once for its task, rule and month. ``score``: percent; ``marks``: criterion → yes, partly, no, na.

    With a ``department`` it is a finding about a reception instead, drawn from a visitor's low score in an interview: the
    agent is who received them, ``answer`` what the department does about it, by ``answered_by_name``.
    ``findings`` and ``answer`` are words about a conversation: they go when the customer is erased.
    """

    month = models.DateField()
    rule = models.CharField(max_length=8, db_collation="C")
    task_id = models.BigIntegerField()
    attempt = models.ForeignKey(
        "contact.Attempt", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    agent_id = models.BigIntegerField()
    agent_name = models.CharField(max_length=80)
    called_at = models.DateTimeField()
    drawn_at = models.DateTimeField()
    drawn_by_name = models.CharField(max_length=80)
    state = models.CharField(max_length=8, default="open")
    scorecard = models.ForeignKey(
        Scorecard, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    marks: Any = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    findings = models.TextField(blank=True, default="")
    judged_by_id = models.BigIntegerField(null=True)
    judged_by_name = models.CharField(max_length=80, blank=True, default="")
    judged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_by_name = models.CharField(max_length=80, blank=True, default="", db_default="")
    department = models.CharField(max_length=12, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "rule", "month", "task_id"], name="audit_drawn_once")]
        indexes = [
            models.Index(fields=["store", "-called_at", "id"], name="call_audit_newest"),
            models.Index(fields=["store", "score", "id"], name="call_audit_by_score"),
            models.Index(fields=["store", "month", "agent_id"], name="call_audit_of_month"),
            models.Index(fields=["store", "customer"], name="call_audit_of_customer"),
        ]
