"""How a person wants the cockpit, the letters that were written, and the weeks that are over."""

from typing import Any

from django.conf import settings
from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Choice(models.Model):
    """A person's own cockpit: tiles in their order (null: as the role has them), filters, letters (null: as by default)."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tiles: Any = models.JSONField(null=True, blank=True)
    filters: Any = models.JSONField(default=dict, blank=True)
    daily = models.BooleanField(null=True, blank=True)
    weekly = models.BooleanField(null=True, blank=True)


class Letter(StoreRow):
    """One letter to one person: of a day, or with the page of a week; written once, in their language.

    ``items`` are headings with lines of text and address. ``mail`` says what became of it: none (no mail server or no
    address: it can be read here), waiting, claimed, sent, failed, doubt.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    day = models.DateField()
    subject = models.CharField(max_length=160)
    items: Any = models.JSONField(default=list)
    made_at = models.DateTimeField()
    mail = models.CharField(max_length=10, default="none")
    mail_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind", "day"], name="letter_of_cockpit_once")]
        indexes = [
            models.Index(fields=["store", "account", "-day"], name="letter_of_cockpit_newest"),
            models.Index(
                fields=["store", "mail", "id"], name="letter_of_cockpit_mail",
                condition=models.Q(mail__in=["waiting", "claimed"]),
            ),
        ]  # fmt: skip


class Week(StoreRow):
    """A week of a store, frozen: figures of the dictionary, their targets, its complaints. Rows are only added.

    ``digest`` is the SHA-256 of ``figures`` in its canonical form; names of metrics are looked up when it is shown.
    """

    monday = models.DateField()
    figures: Any = models.JSONField()
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "monday"], name="week_closed_once")]
