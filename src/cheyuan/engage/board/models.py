"""What was moved between colleagues from the board, so that it can be taken back."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Balance(StoreRow):
    """One evening out: ``moves`` are [task, giver, taker] (a giver of null: nobody had it), ``count`` how many moved."""

    moves: Any = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["store", "-at"], name="balance_newest")]
