"""Complaints with every step that was taken, their clocks, and who was told that one runs out."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Complaint(StoreRow):
    """One complaint (CARE-30). ``text`` and ``solution`` are words about a person: erased with them, the figures stay.

    ``opened_at`` is where the clock of the solution starts: received, or opened again for the ``reopened``-th time. ``pauses``
    are [since, until] in which we waited for the customer (ISO moments; the last until may be null). ``clock`` and
    ``due_at`` name the limit that runs out next; none while we wait. ``origin`` says what opened it, once.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=16, db_collation="C")
    channel = models.CharField(max_length=12)
    customer = models.ForeignKey(
        "customers.Customer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    vehicle = models.ForeignKey(
        "vehicles.Vehicle",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    department = models.CharField(max_length=12, default="care")
    kind = models.CharField(max_length=12, default="other")
    severity = models.CharField(max_length=8, default="normal")
    text = models.TextField()
    solution = models.TextField(blank=True, default="")
    assignee = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=12, default="received")
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    revisit_on = models.DateField(null=True, blank=True)
    revisited_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    satisfaction = models.CharField(max_length=10, blank=True, default="")
    reopened = models.PositiveSmallIntegerField(default=0)
    waits = models.BooleanField(default=False)
    pauses: Any = models.JSONField(default=list)
    clock = models.CharField(max_length=10, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    compensation_fen = models.BigIntegerField(default=0)
    origin = models.CharField(max_length=60, blank=True, default="")
    answer_task_id = models.BigIntegerField(null=True, blank=True)
    revisit_task_id = models.BigIntegerField(null=True, blank=True)
    taken_by_id = models.BigIntegerField(null=True)
    taken_by_name = models.CharField(max_length=80)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "year", "serial"], name="complaint_number_once"),
            models.UniqueConstraint(
                fields=["store", "origin"], condition=~models.Q(origin=""), name="complaint_origin_once"
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-received_at", "id"], name="complaint_newest"),
            models.Index(fields=["store", "due_at", "id"], name="complaint_by_due"),
            models.Index(fields=["store", "assignee", "state"], name="complaint_of_person"),
            models.Index(fields=["store", "customer", "-received_at"], name="complaint_of_customer"),
        ]

    def __str__(self) -> str:
        return self.number


class Step(StoreRow):
    """What was done and said about a complaint. Only added; words can be emptied when the person is erased.

    ``before`` are the complaint's values before the step, to give them back when it is undone.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    step = models.CharField(max_length=12)
    was = models.CharField(max_length=12, blank=True)
    now = models.CharField(max_length=12)
    note = models.TextField(blank=True, default="")
    facts: Any = models.JSONField(default=dict)
    before: Any = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "complaint", "id"], name="complaint_steps")]


class Clock(StoreRow):
    """One limit of one complaint (CARE-31): ``warn_at`` before it, ``due_at`` its end, ``last_at`` well after it.

    The three are null while we wait for the customer and when it has stopped. ``kept``: stopped in time, or too late.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="clocks", db_constraint=False)
    name = models.CharField(max_length=10)
    round = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    kept = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "complaint", "name", "round"], name="complaint_clock_once")
        ]
        indexes = [
            models.Index(
                fields=["store", "warn_at"], condition=models.Q(stopped_at__isnull=True), name="complaint_clock_warns"
            )
        ]


class Escalation(StoreRow):
    """Somebody higher was told that a clock runs out (1: before it), has run out (2), or did long ago (3); each once."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="escalations", db_constraint=False)
    clock = models.CharField(max_length=10)
    round = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "complaint", "clock", "round", "level"], name="complaint_escalation_once"
            )
        ]


class Improvement(StoreRow):
    """What is changed so that it does not come again (CARE-33): whose it is, until when, when it was done."""

    week = models.DateField()
    kind = models.CharField(max_length=12, default="other")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=80, blank=True, default="")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "due_on"], name="improvement_by_due")]
