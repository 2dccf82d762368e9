"""Imports: what was uploaded, how its columns were understood, what was wrong, what it changed."""

from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import ManyRows, StoreRow

OPEN = ("reading", "mapping", "checked")
"""States of an import that is neither written nor dropped."""


class Batch(StoreRow):
    """One import of one or more files (PPL-05): reading → mapping → checked → done → undone; also broken, discarded.

    ``sheets`` says how each sheet is understood, ``samples`` (sealed) three values of each column, ``refused_file`` names
    the sealed file of the rows that were refused. ``work_id`` is the background work at it now.
    """

    title = models.CharField(max_length=200)
    files = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    samples = SealedField()
    chosen = models.JSONField(default=dict)
    as_of = models.DateField()
    state = models.CharField(max_length=12, default="mapping")
    counts = models.JSONField(default=dict)
    work_id = models.BigIntegerField(null=True, blank=True)
    error = models.CharField(max_length=60, blank=True)
    error_facts = models.JSONField(default=dict)
    refused_file = models.CharField(max_length=80, blank=True)
    consent_channels = models.JSONField(default=list)
    consent_proof = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "-created_at"], name="batch_newest")]


class Trouble(ManyRows):
    """What is wrong with one value of one row; the value may be personal, so it is sealed."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    value = SealedField()
    severity = models.CharField(max_length=8)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["store", "batch", "severity", "code", "row"], name="trouble_of_batch")]


class Remembered(StoreRow):
    """How a store understood sheets with the same headers before."""

    signature = models.CharField(max_length=64)
    spec = models.CharField(max_length=20)
    chosen = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "signature"], name="remembered_once")]


class Before(ManyRows):
    """A row as it was before an import changed it: what undoing gives back."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    row = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "batch", "table", "row_id"], name="before_once")]


class Later(ManyRows):
    """A clean row of a sheet whose room does not exist yet: checked and kept."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    sheet = models.CharField(max_length=20)
    row = models.PositiveIntegerField()
    values = models.JSONField()


class Opinion(ManyRows):
    """What a book says of something that we reckon ourselves (km a day, next service): compared, never taken over.

    ``ours`` is our own figure as text; while nobody has compared, ``compared`` is false. Equal ones are not kept.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    vehicle_id = models.BigIntegerField()
    vin = models.CharField(max_length=17, db_collation="C")
    field = models.CharField(max_length=30)
    theirs = models.CharField(max_length=30)
    ours = models.CharField(max_length=30, blank=True)
    compared = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["store", "batch", "field", "id"], name="opinion_of_batch")]
