"""Who belongs together: households with their members, and who drives, pays and decides for a company or a car (PPL-12)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheyuan.base.tenancy.models import StoreRow

TIES = ("drives", "pays", "decides")


class Household(StoreRow):
    """People who live together. ``child_years``: the years in which their children were born, oldest first."""

    child_years = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    created_at = models.DateTimeField()


class Member(StoreRow):
    """A customer in a household; one household each. ``part`` says how they stand in it (``words.PARTS``), or nothing."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members", db_constraint=False)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    part = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "customer"], name="member_once")]


class Tie(StoreRow):
    """What a person does for a company, for one car, or for one car of a company: drives, pays or decides."""

    person = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    role = models.CharField(max_length=10)
    company = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "person", "role", "company", "vehicle"], name="tie_once", nulls_distinct=False
            ),
        ]
