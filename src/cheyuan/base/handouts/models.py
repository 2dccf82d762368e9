"""Exports in plain text that somebody asked for, and what became of each."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Handout(StoreRow):
    """One export. ``ids`` are the records as they were asked for: a second person approves these and no others.

    States: asked, approved, made, taken; refused, withdrawn, expired. The file is sealed and goes when it is taken or late.
    """

    list_name = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    ending = models.CharField(max_length=4)
    spec = models.JSONField(default=dict)
    ids = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="asked")
    approval_id = models.BigIntegerField(null=True, blank=True)
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )

    class Meta:
        indexes = [models.Index(fields=["store", "state", "expires_at"], name="handout_late")]
