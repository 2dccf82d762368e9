"""Answers of writes that a caller may repeat."""

from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import GroupRow


class ApiAnswer(GroupRow):
    """What was answered to a write with an Idempotency-Key; written in the transaction of the write itself."""

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["at"], name="api_answer_age")]
