"""Group → region → store → department, opening hours and closures; the abstract rows that belong to a store or a group."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager


class Group(models.Model):
    """A dealer group; groups share nothing."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """Some stores of a group under one management."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="regions")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="region_once")]

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    """One 4S store, workshop or parts shop: the owner of nearly every row of business data."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="stores")
    region = models.ForeignKey(Region, on_delete=models.SET_NULL, null=True, blank=True, related_name="stores")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    zone = models.CharField(max_length=60, default="Asia/Shanghai")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="store_code_once")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """When a store works on a weekday (0 = Monday); no row means closed. Lunch is when nobody is called."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    lunch_from = models.TimeField(null=True, blank=True)
    lunch_to = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "weekday"], name="hours_once"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="hours_forward"),
        ]


class SpecialDay(models.Model):
    """A day that differs from its weekday: closed (no times) or open at other hours."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "day"], name="special_day_once")]


class Department(models.Model):
    """A department of a store (care, sales, service, parts …)."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="departments")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "code"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class StoreRow(models.Model):
    """A row of business data: it belongs to exactly one store, and a query without scope raises."""

    store = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, related_name="+")

    objects: Any = ScopedManager(store="store")

    class Meta:
        abstract = True


class ManyRows(StoreRow):
    """A store row of which there are millions: no foreign key and index for the store alone.

    Its unique (store, id), the foreign keys (store, …) to its parents and the row-level policy say the same, and the check
    of each key at commit would take longer than writing the rows.
    """

    store = models.ForeignKey(
        "tenancy.Store", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        abstract = True


class GroupRow(models.Model):
    """A row that the whole group shares (policies, refusals, saved views)."""

    group = models.ForeignKey("tenancy.Group", on_delete=models.PROTECT, related_name="+")

    objects: Any = ScopedManager(group="group")

    class Meta:
        abstract = True
