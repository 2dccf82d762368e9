"""Messages waiting to leave the house, and who must not get any."""

from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import GroupRow, StoreRow


class Message(StoreRow):
    """One message for one intent. Until providers are connected it stays *held*, visible with the reason it exists."""

    customer_id = models.BigIntegerField()
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=12)
    address = SealedField()
    address_key = models.BinaryField(null=True)
    text = SealedField()
    language = models.CharField(max_length=10, default="zh-hans")
    state = models.CharField(max_length=10, default="held")
    reason = models.CharField(max_length=40, blank=True)
    intent = models.CharField(max_length=120)
    task_id = models.BigIntegerField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "intent"], name="message_once")]
        indexes = [
            models.Index(fields=["store", "state", "-created_at"], name="message_newest"),
            models.Index(fields=["store", "customer_id", "-created_at"], name="message_of_customer"),
            models.Index(fields=["address_key"], name="message_waiting", condition=models.Q(state="held")),
        ]


class Refusal(GroupRow):
    """A person said no: final at once, for the whole group, by the keyed hash of the address. Rows are only added."""

    address_key = models.BinaryField()
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=12)
    at = models.DateTimeField()
    source = models.CharField(max_length=60)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "address_key", "channel", "purpose"], name="refusal_once")
        ]
