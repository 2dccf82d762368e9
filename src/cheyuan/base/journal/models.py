"""What happened: the audit chain (for the law and for doubt) and the timeline (for people)."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django_scopes import ScopedManager

from cheyuan.base.tenancy.models import ManyRows


class AuditEntry(models.Model):
    """One change or look, closed into the chain of its store (or of the group, without a store) when the transaction ends.

    ``chain`` (the store's id, or minus the group's), ``seq``, ``prev`` and ``hash`` are filled by the database; the
    application can neither change nor remove a row.
    """

    group = models.ForeignKey("tenancy.Group", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    store = models.ForeignKey(
        "tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    request_id = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    chain = models.BigIntegerField(null=True, editable=False)
    seq = models.BigIntegerField(null=True, editable=False)
    prev = models.BinaryField(null=True, editable=False)
    hash = models.BinaryField(null=True, editable=False)

    objects: Any = ScopedManager(group="group")

    class Meta:
        indexes = [
            models.Index(fields=["store", "-at"], name="audit_newest"),
            models.Index(fields=["kind", "object_id", "-at"], name="audit_of_object"),
            models.Index(fields=["id"], name="audit_open", condition=models.Q(seq=None)),
        ]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_place_once")]


class AuditHead(models.Model):
    """The end of each chain: the number and hash of its last entry. Written by the database only."""

    chain = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()
    at = models.DateTimeField()


class TimelineEntry(ManyRows):
    """One thing that happened to a customer or a car, as colleagues read it (PPL-04). ``facts`` fill the sentence of ``verb``."""

    customer_id = models.BigIntegerField(null=True)
    vehicle_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    topic = models.CharField(max_length=12)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    kind = models.CharField(max_length=20, blank=True)
    object_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["store", "customer_id", "-at", "-id"], include=["topic"], name="timeline_of_customer"),
            models.Index(fields=["store", "vehicle_id", "-at", "-id"], name="timeline_of_vehicle"),
        ]


class Delivery(models.Model):
    """A piece of news that its subscriber has taken: written in the subscriber's own transaction, so that it counts once."""

    key = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="delivery_age")]
