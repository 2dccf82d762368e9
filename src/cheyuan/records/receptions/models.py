"""The visitor book: who came into the showroom or the service lounge, when, for what, and who received them."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow

PURPOSES = ("new_car", "test_drive", "delivery", "service", "parts", "complaint", "other")
DEPARTMENTS = ("sales", "service", "care", "parts")


class Reception(StoreRow):
    """One visit. ``came_on`` is the store's day of ``came_at``; ``undone_at`` marks one that was noted by mistake.

    ``wanted_model`` says which car interests them; ``department`` is the one that received them, whoever it was.
    """

    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    came_at = models.DateTimeField()
    came_on = models.DateField()
    left_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=12)
    wanted_model = models.CharField(max_length=60, blank=True, default="")
    department = models.CharField(max_length=12)
    received_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reception_people", condition=models.Q(people__gte=1, people__lte=99)),
            models.CheckConstraint(
                name="reception_left", condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("came_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-came_at", "id"], name="reception_newest"),
            models.Index(fields=["store", "came_on"], name="reception_by_day"),
            models.Index(fields=["store", "customer"], name="reception_of_customer"),
        ]
