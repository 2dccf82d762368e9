"""Rules that managers made, the tasks that the plan writes, each run of the plan, and the due dates that it reckoned."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from cheyuan.base.tenancy.models import GroupRow, ManyRows, StoreRow

STATES = ("open", "done", "failed", "closed")


class OwnRule(GroupRow):
    """A care rule that a manager made (CARE-01): C01, C02 … Shipped rules need no row; their numbers are policies."""

    code = models.CharField(max_length=8, db_collation="C")
    for_store = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="own_rule_once")]
        ordering = ["code"]


class OwnRuleVersion(GroupRow):
    """What a manager's rule says from a day on (``own.FIELDS``). Rows are only added."""

    rule = models.ForeignKey(OwnRule, on_delete=models.PROTECT, related_name="versions")
    values = models.JSONField(default=dict)
    valid_from = models.DateField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["group", "rule", "valid_from"], name="own_rule_by_day")]


class PlanRun(StoreRow):
    """One run of the plan for one store: for which day, what it made, moved and closed.

    ``by_rule``: rule → made, moved, closed; ``reasons``: why tasks closed themselves → how many.
    """

    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    made = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    by_rule = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["store", "-started_at"], name="plan_run_newest")]


class Task(ManyRows):
    """One thing to do for one subject in one cycle (CARE-04): unique per store, rule, subject and cycle, whatever its state.

    ``facts`` hold the figures that explain it (CARE-06), ``drawn`` is the mark by which the plan knows them again.
    ``offer_on`` is the day from which the queue shows it (intake limit); ``next_at`` the moment of the next attempt.
    ``claimed_by`` has it open on the desk for 30 minutes from ``claimed_at``, whoever it belongs to. ``parts_tried`` has one
    bit per part of the day (1, 2, 4).
    """

    rule = models.CharField(max_length=8, db_collation="C")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    subject = models.CharField(max_length=40, db_collation="C")
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
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
    cycle = models.CharField(max_length=40, db_collation="C")
    due_on = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    deadline = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")
    role = models.CharField(max_length=40)
    skill = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=10, default="call")
    priority = models.PositiveSmallIntegerField(default=50)
    value_fen = models.BigIntegerField(default=0)
    assignee = models.ForeignKey(
        "accounts.Account",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    claimed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    offer_on = models.DateField()
    next_at = models.DateTimeField(null=True, blank=True)
    waits_for_customer = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    parts_tried = models.PositiveSmallIntegerField(default=0)
    last_attempt_on = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    drawn = models.CharField(max_length=16, blank=True, default="", db_default="", db_collation="C")
    due_history = models.JSONField(default=list)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_on = models.DateField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    run = models.ForeignKey(
        PlanRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "rule", "subject_kind", "subject_id", "cycle"], name="task_once")
        ]
        indexes = [
            models.Index(
                fields=["store", "assignee", "role", "deadline", "id"],
                condition=models.Q(state="open"),
                name="task_queue",
            ),
            models.Index(fields=["customer", "deadline", "id"], condition=models.Q(state="open"), name="task_to_come"),
            models.Index(fields=["store", "deadline", "id"], condition=models.Q(state="open"), name="task_open"),
            models.Index(fields=["store", "customer", "-created_at"], name="task_of_customer"),
            models.Index(fields=["store", "vehicle", "state"], name="task_of_vehicle"),
            models.Index(fields=["store", "created_on", "rule"], name="task_by_day"),
            models.Index(
                fields=["store", "state", "-closed_at"],
                condition=models.Q(closed_at__isnull=False),
                name="task_closed",
            ),
        ]


class Due(models.Model):
    """The due dates of a car as the newest plan reckoned them, with the figures that explain them.

    One row per car that the store cares for; ``as_of`` is the day on which these figures were first seen. The pace is
    ``pace_km`` kilometres in ``pace_days`` days; ``pace_known`` false: nobody measured it, it is the usual one.
    """

    vehicle = models.OneToOneField(
        "vehicles.Vehicle", on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    store = models.ForeignKey(
        "tenancy.Store", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    customer_id = models.BigIntegerField(null=True)
    cared = models.BooleanField()
    service_due_on = models.DateField(null=True)
    service_by = models.CharField(max_length=4, null=True)
    target_km = models.BigIntegerField(null=True)
    warranty_ends_on = models.DateField(null=True)
    inspection_due_on = models.DateField(null=True)
    insurance_ends_on = models.DateField(null=True)
    last_service_on = models.DateField(null=True)
    last_service_km = models.BigIntegerField(null=True)
    latest_on = models.DateField(null=True)
    latest_km = models.BigIntegerField(null=True)
    pace_km = models.BigIntegerField(null=True)
    pace_days = models.BigIntegerField(null=True)
    pace_known = models.BooleanField(null=True)
    as_of = models.DateField()

    objects: Any = ScopedManager(store="store")


class Interval(StoreRow):
    """First service and interval of a kind of car from a day on (CARE-02). Rows are only added; ``removed`` takes it back.

    An empty brand, model or energy (ice, ev, phev, hev) stands for any; letter case does not matter. Months and km.
    """

    brand = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=60, blank=True)
    energy = models.CharField(max_length=8, blank=True)
    first_months = models.PositiveIntegerField()
    first_km = models.PositiveIntegerField()
    months = models.PositiveIntegerField()
    km = models.PositiveIntegerField()
    removed = models.BooleanField(default=False)
    valid_from = models.DateField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "valid_from", "id"], name="interval_by_day")]
