"""Care rules with their versions, the tasks that the plan writes, and each run of the plan."""

from django.db import models

from cheyuan.base.tenancy.models import GroupRow, StoreRow

STATES = ("open", "done", "failed", "closed")


class Rule(GroupRow):
    """A care rule of a group (CARE-01): shipped (R01 … R25) or made by a manager (C01 …). Its words and numbers are versions."""

    code = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    title_zh = models.CharField(max_length=120)
    anchor = models.CharField(max_length=30)
    is_shipped = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="rule_once")]
        ordering = ["code"]


class RuleVersion(GroupRow):
    """What a rule says from a day on, for the whole group or one store. Rows are only added; drafts carry no day yet."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    for_store = models.ForeignKey("tenancy.Store", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    valid_from = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "for_store", "number"], name="rule_version_once", nulls_distinct=False
            )
        ]


class PlanRun(StoreRow):
    """One run of the plan for one store: for which day, what it made, moved and closed."""

    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    made = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    by_rule = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["store", "-started_at"], name="plan_run_newest")]


class Task(StoreRow):
    """One thing to do for one subject in one cycle (CARE-04): unique per store, rule, subject and cycle, whatever its state.

    ``facts`` hold the figures that explain it (CARE-06). ``offer_on`` is the day from which the queue shows it (intake
    limit); ``next_at`` the moment of the next attempt. ``claimed_by`` has it open on the desk for 30 minutes from
    ``claimed_at``, whoever it belongs to. ``parts_tried`` has one bit per part of the day (1, 2, 4).
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
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
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
                fields=["store", "assignee", "deadline", "id"], condition=models.Q(state="open"), name="task_queue"
            ),
            models.Index(fields=["store", "deadline", "id"], condition=models.Q(state="open"), name="task_open"),
            models.Index(fields=["store", "customer", "-created_at"], name="task_of_customer"),
            models.Index(fields=["store", "vehicle", "state"], name="task_of_vehicle"),
            models.Index(fields=["store", "created_on", "rule"], name="task_by_day"),
            models.Index(fields=["store", "state", "-closed_at"], name="task_closed"),
        ]
