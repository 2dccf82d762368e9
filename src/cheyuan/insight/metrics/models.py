"""Stored figures, and when they were reckoned."""

from django.db import models

from cheyuan.base.tenancy.models import ManyRows, StoreRow
from cheyuan.insight.metrics.declaring import DIMS


class Figure(ManyRows):
    """The sum of a metric's rows of one store and day: as a whole, and for each combination of its dims (empty: none).

    ``whole`` rows answer pages without filters; the others answer filters and splits. Both are sums of the same rows.
    """

    metric = models.CharField(max_length=40, db_collation="C")
    day = models.DateField()
    whole = models.BooleanField()
    brand = models.CharField(max_length=60, blank=True, default="", db_default="")
    model = models.CharField(max_length=121, blank=True, default="", db_default="")
    rule = models.CharField(max_length=8, blank=True, default="", db_default="")
    agent = models.CharField(max_length=20, blank=True, default="", db_default="")
    kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    channel = models.CharField(max_length=12, blank=True, default="", db_default="")
    cohort = models.CharField(max_length=10, blank=True, default="", db_default="")
    department = models.CharField(max_length=20, blank=True, default="", db_default="")
    num = models.BigIntegerField()
    den = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "metric", "day", "whole", *DIMS], name="figure_once")]
        indexes = [
            models.Index(
                fields=["store", "metric", "day"],
                include=["num", "den"],
                condition=models.Q(whole=True),
                name="figure_whole",
            )
        ]


class Refresh(StoreRow):
    """One reckoning of a store's figures: for which day, how many rows were written, changed and taken away."""

    as_of = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    figures = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["store", "-at"], name="refresh_newest")]
