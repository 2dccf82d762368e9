"""The contact centre: attempts with their outcomes, scripts with their versions, and what was booked in a call."""

from django.db import models

from cheyuan.base.tenancy.models import GroupRow, StoreRow


class Attempt(StoreRow):
    """One attempt to reach a customer about a task (CARE-15). Kept for good; ``undone_at`` marks one that was taken back."""

    task = models.ForeignKey(
        "care.Task", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    customer_id = models.BigIntegerField()
    vehicle_id = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=8)
    account_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    role = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    part = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, default="call")
    outcome = models.CharField(max_length=20)
    reached = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    recording = models.CharField(max_length=300, blank=True)
    script_id = models.BigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["store", "task", "-at"], name="attempt_of_task"),
            models.Index(fields=["store", "customer_id", "-at"], name="attempt_of_customer"),
            models.Index(fields=["store", "day", "account_id"], name="attempt_by_day"),
        ]


class Booking(StoreRow):
    """A visit agreed in a call (CARE-17): the slip that the front desk and the workshop see."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    task_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=120)
    transport = models.CharField(max_length=12, default="self")
    advisor = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="booked")
    by_name = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "at"], name="booking_by_time")]


class ScriptVersion(GroupRow):
    """What an agent says for a rule in a language (CARE-14): labelled passages with variables; the newest live one is used.

    ``against``: the number of the version that half of the customers still hear, while both are tried side by side.
    """

    rule = models.CharField(max_length=8)
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    passages = models.JSONField(default=list)
    message = models.CharField(max_length=300, blank=True)
    is_live = models.BooleanField(default=True)
    against = models.PositiveIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "rule", "language", "number"], name="script_once")]
