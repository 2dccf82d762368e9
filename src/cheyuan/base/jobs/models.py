"""Long work that a person started and may watch: its progress, its result, its end."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Work(StoreRow):
    """One piece of long work. The queue (Procrastinate) runs it; this row is what people see of it."""

    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=60, blank=True)
    error_facts = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "-created_at"], name="work_newest")]
