"""Milestones of orders and workshop jobs, as noted facts. The sales and workshop rooms will note theirs through the same door."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Job(StoreRow):
    """One order or one job in the workshop, known by its number. ``step`` is where it stands: its newest milestone.

    ``since`` is when it got there; ``is_open`` until its last step. Without any milestone left it is empty and not open.
    """

    kind = models.CharField(max_length=8)
    number = models.CharField(max_length=40, db_collation="C")
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    what = models.CharField(max_length=120, blank=True, default="")
    step = models.CharField(max_length=20, blank=True, default="")
    since = models.DateTimeField()
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "kind", "number"], name="job_once")]
        indexes = [
            models.Index(
                fields=["store", "kind", "since", "id"], condition=models.Q(is_open=True), name="job_on_board"
            ),
            models.Index(fields=["store", "kind", "-since"], name="job_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class Milestone(StoreRow):
    """One step that was reached at ``at``. ``told`` says what the customer heard: a message, or a code why none.

    Taken back it stays, with the moment; only the newest one of a job can be.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="milestones")
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True, default="")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    message_id = models.BigIntegerField(null=True)
    told = models.CharField(max_length=20, blank=True, default="")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "job", "at", "id"], name="milestone_of_job")]
