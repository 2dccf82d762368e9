"""Interviews of visitors: how they were received, in a score and in their words."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Interview(StoreRow):
    """What one visitor said in the call of rule R20. ``came_on`` is the day of the visit; ``undone_at`` marks one taken back.

    ``score`` is 1 to 10. ``missing`` and ``words`` are the visitor's own: they go when the person is erased, and the visit
    with them; score, department and who received them stay as figures.
    """

    task_id = models.BigIntegerField()
    reception = models.ForeignKey(
        "receptions.Reception", on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    came_on = models.DateField()
    department = models.CharField(max_length=12)
    received_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    score = models.PositiveSmallIntegerField()
    low = models.BooleanField()
    missing = models.CharField(max_length=300, blank=True, default="")
    words = models.TextField(blank=True, default="")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "task_id"], condition=models.Q(undone_at=None), name="interview_once"
            ),
            models.CheckConstraint(name="interview_score", condition=models.Q(score__gte=1, score__lte=10)),
        ]
        indexes = [
            models.Index(fields=["store", "-at", "id"], name="interview_newest"),
            models.Index(fields=["store", "came_on"], name="interview_by_day"),
            models.Index(fields=["store", "customer"], name="interview_of_customer"),
        ]
