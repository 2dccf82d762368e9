"""Files that may be the same person, what was decided about them, and merges that can be taken back (PPL-07)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheyuan.base.tenancy.models import StoreRow

STATES = ("open", "merged", "different", "away")


class Pair(StoreRow):
    """Two files of one store, the smaller id first; each pair stands once. ``score`` 0-100, ``reasons`` are codes.

    ``away``: one of the two was merged into a third (``merge_id``) and the question with it.
    """

    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    reasons = ArrayField(models.CharField(max_length=12), default=list)
    score = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="open")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=80, blank=True)
    merge_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "first_id", "second_id"], name="pair_once")]
        indexes = [
            models.Index(fields=["store", "-score", "-id"], name="pair_by_score"),
            models.Index(fields=["store", "found_at", "id"], name="pair_by_day"),
            models.Index(fields=["store", "first_id"], name="pair_of_first"),
            models.Index(fields=["store", "second_id"], name="pair_of_second"),
        ]


class DocumentKey(StoreRow):
    """The keyed hash of a customer's ID document: sealed documents are equal when these are."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    key = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "customer"], name="document_key_once")]
        indexes = [models.Index(fields=["store", "key"], name="document_by_key")]


class Merge(StoreRow):
    """The file ``gone`` went into ``into``. ``kept`` is where its old address leads today (``into`` may have been merged too).

    ``before`` and ``after`` are the kept row around the merge, ``gone`` the row that went: as they stand in their table,
    sealed fields still sealed. They are emptied when the time for undoing is over (``final``).
    """

    kept_id = models.BigIntegerField()
    into_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    gone_no = models.CharField(max_length=40)
    choice = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    gone = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)
    stayed = models.JSONField(default=dict)
    final = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["store", "gone_id"], name="merge_of_gone"),
            models.Index(fields=["store", "kept_id"], name="merge_of_kept"),
            models.Index(fields=["store", "gone_no"], name="merge_by_number"),
            models.Index(fields=["store", "-at"], name="merge_newest"),
        ]


class Moved(StoreRow):
    """What a merge did to one column of one table. ``how``: moved, aside (rows taken out), changed (rows as before), added."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved", db_constraint=False)
    how = models.CharField(max_length=8)
    table = models.CharField(max_length=63)
    column = models.CharField(max_length=63, blank=True)
    ids = ArrayField(models.BigIntegerField(), default=list)
    rows = models.JSONField(default=list)
    now = models.JSONField(default=dict)
