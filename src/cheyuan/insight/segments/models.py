"""Segments that people made, with their versions; who belonged to which segment when; how large each was on each day."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import GroupRow, ManyRows, StoreRow

AIMS = ("life", "value", "need", "risk", "free")
SUBJECTS = ("customer", "vehicle")


class Segment(GroupRow):
    """A segment of one's own, of a store or (``for_store`` empty) the whole group: S01, S02 … What it says is in its versions."""

    code = models.CharField(max_length=24, db_collation="C")
    for_store = models.ForeignKey(
        "tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=8)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="segment_code_once")]

    def __str__(self) -> str:
        return self.code


class SegmentVersion(GroupRow):
    """What a segment says from one moment on; rows are only added. ``tree`` as ``tree.plain`` writes it."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    aim = models.CharField(max_length=8, default="free")
    tree: Any = models.JSONField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "number"], name="segment_version_once")]


class Membership(ManyRows):
    """One subject in one segment from ``entered_on`` up to the day before ``left_on``. ``customer`` is whose car it is."""

    segment = models.CharField(max_length=24, db_collation="C")
    subject_kind = models.CharField(max_length=8)
    subject_id = models.BigIntegerField()
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    entered_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "segment", "subject_kind", "subject_id"],
                condition=models.Q(left_on=None),
                name="member_of_segment_once",
            ),
            models.CheckConstraint(
                name="member_forward", condition=models.Q(left_on=None) | models.Q(left_on__gt=models.F("entered_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["store", "segment", "entered_on", "id"], name="member_by_entry"),
            models.Index(
                fields=["store", "segment", "left_on"],
                condition=models.Q(left_on__isnull=False),
                name="member_by_leaving",
            ),
            models.Index(fields=["store", "customer"], condition=models.Q(left_on=None), name="member_of_customer"),
            models.Index(
                fields=["store", "subject_kind", "subject_id"], condition=models.Q(left_on=None), name="member_subject"
            ),
        ]


class Run(StoreRow):
    """One counting of all segments of a store for a day; its number is the batch of its news."""

    day = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["store", "-day", "-id"], name="segment_run_newest")]


class Tally(StoreRow):
    """How large a segment was at the end of a day's counting, and how many came and went that day."""

    segment = models.CharField(max_length=24, db_collation="C")
    day = models.DateField()
    members = models.PositiveIntegerField()
    customers = models.PositiveIntegerField()
    entered = models.PositiveIntegerField()
    left = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "segment", "day"], name="segment_tally_once")]
