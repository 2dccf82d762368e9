"""What a person is told, how they want it summed up, and the summaries that were made."""

from django.conf import settings
from django.db import models

from cheyuan.base.tenancy.models import GroupRow, StoreRow


class Notice(StoreRow):
    """One thing that one person is told about one cause (``key``): told twice, the first stays.

    ``object_kind`` and ``object_id`` name the record; ``facts`` fill the sentence of its kind. Its state follows from
    ``read_at`` and ``done_at``.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "account", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["store", "account", "-at", "id"], name="notice_newest"),
            models.Index(fields=["store", "account"], name="notice_unread", condition=models.Q(read_at=None, done_at=None)),
            models.Index(fields=["store", "object_kind", "object_id"], name="notice_of"),
        ]  # fmt: skip


class Wish(models.Model):
    """How a person wants the daily digest; without a row the store's policy decides."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField()
    hour = models.PositiveSmallIntegerField()


class Digest(GroupRow):
    """A person's summary of one day, made once. ``items`` are rows of heading, text and address in the person's language.

    ``mail`` says what became of the letter: none, waiting, claimed, sent, failed, doubt.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    store_id = models.BigIntegerField(null=True)
    day = models.DateField()
    made_at = models.DateTimeField()
    items = models.JSONField(default=list)
    mail = models.CharField(max_length=10, default="none")
    mail_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "account", "day"], name="digest_once")]
        indexes = [
            models.Index(fields=["group", "mail", "id"], name="digest_mail", condition=models.Q(mail__in=["waiting", "claimed"]))
        ]  # fmt: skip
