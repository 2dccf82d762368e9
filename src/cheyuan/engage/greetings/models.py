"""What a store says about its greetings, which of them went out when and to whom, and the weather that was reported."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheyuan.base.tenancy.models import ManyRows, StoreRow


class Version(StoreRow):
    """What a store's greeting calendar says about one entry from then on. Rows are only added; the newest holds.

    ``code`` is that of a shipped entry, or of one that the store made (own_1 …); ``values`` only what differs.
    """

    code = models.CharField(max_length=40, db_collation="C")
    values: Any = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["store", "code", "-id"], name="greeting_version")]


class Event(StoreRow):
    """Bad weather in some regions, reported to a store once per source and number (CARE-R16). ``level`` 1 (blue) to 4 (red)."""

    source = models.CharField(max_length=40, db_collation="C")
    number = models.CharField(max_length=80, db_collation="C")
    kind = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(default=2)
    regions: Any = ArrayField(models.CharField(max_length=40), default=list)
    headline = models.CharField(max_length=200, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    state = models.CharField(max_length=10, default="active")
    reason = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    revised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "source", "number"], name="weather_once")]
        indexes = [
            models.Index(fields=["store", "-valid_from", "id"], name="weather_newest"),
            models.Index(fields=["store", "valid_to"], condition=models.Q(state="active"), name="weather_active"),
        ]


class Wave(StoreRow):
    """One greeting in one year, or the advice about one event, on its way to its people: once per store, code and cycle.

    ``counts``: why → how many ("held" were handed to the outbox, the others held back). ``state``: open, held, stopped.
    """

    code = models.CharField(max_length=40, db_collation="C")
    cycle = models.CharField(max_length=20, db_collation="C")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=80)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="waves", db_index=False
    )
    day = models.DateField()
    leaves_at = models.DateTimeField()
    use_by = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, default="open")
    audience = models.PositiveIntegerField(default=0)
    counts: Any = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "code", "cycle"], name="wave_once")]
        indexes = [
            models.Index(fields=["store", "-day", "id"], name="wave_newest"),
            models.Index(fields=["store", "event"], name="wave_of_event"),
        ]


class Recipient(ManyRows):
    """One person of a wave: the message that was held for them, or in a short code why none was."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=12, blank=True)
    message_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "wave", "customer"], name="greeted_once")]
        indexes = [models.Index(fields=["store", "customer"], name="greeted_customer")]
