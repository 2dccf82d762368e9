"""Long work that a person started and may watch: its progress, its result, its end."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Work(StoreRow):
    """One piece of long work. The queue (Procrastinate) runs it; this row is what people see of it.

    States: waiting, running, done, failed, cancelled. ``actor`` is who started it, with what they might do then.
    """

    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    actor = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    error = models.CharField(max_length=60, blank=True)
    error_facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["store", "-created_at"], name="work_newest"),
            models.Index(fields=["by_id"], name="work_open", condition=models.Q(state__in=["waiting", "running"])),
        ]


class Occasion(StoreRow):
    """One day's run of a scheduled function in one store: it is deferred once and finished once."""

    name = models.CharField(max_length=60)
    day = models.DateField()
    deferred_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "name", "day"], name="occasion_once")]
