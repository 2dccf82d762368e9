"""Mailings, their letters, the files that are printed, and the packages that leave the house."""

from typing import Any

from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import StoreRow


class Mailing(StoreRow):
    """One card or letter to many. ``audience`` is the wish of the customers' list; ``left`` counts who gets none, by why.

    ``survey_code`` names the questionnaire behind the QR code (empty: none); ``purpose`` is what the contact policy judges;
    ``rounds``: how often its letters were thrown away.
    """

    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, default="card")
    paper = models.CharField(max_length=6)
    envelope = models.CharField(max_length=6)
    ornament = models.CharField(max_length=12, blank=True)
    heading = models.CharField(max_length=60, blank=True)
    body = models.TextField()
    closing = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=12, default="marketing")
    survey_code = models.CharField(max_length=20, blank=True, default="")
    audience: Any = models.JSONField(default=dict)
    audience_name = models.CharField(max_length=80, blank=True)
    posts_on = models.DateField()
    state = models.CharField(max_length=10, default="draft")
    left: Any = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    work_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by_name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["store", "-created_at", "id"], name="mailing_newest")]

    def __str__(self) -> str:
        return self.title


class Letter(StoreRow):
    """One letter as it was printed. ``filled`` are the values of its placeholders as JSON; ``others``: of how many more of
    the household it is. ``number`` stands on sheet and envelope."""

    mailing = models.ForeignKey(
        Mailing, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=24, db_collation="C")
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    invitation = models.ForeignKey(
        "surveys.Invitation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    name = SealedField()
    address = SealedField()
    postcode = SealedField()
    filled = SealedField()
    household = models.BinaryField(null=True)
    others = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default="made")
    code = models.CharField(max_length=20, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by_name = models.CharField(max_length=80, blank=True)
    task_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "mailing", "place"], name="letter_place_once"),
            models.UniqueConstraint(fields=["store", "number"], name="letter_number_once"),
        ]
        indexes = [models.Index(fields=["store", "customer"], name="letter_of_customer")]


class Part(StoreRow):
    """One sealed file of some of a mailing's letters (``first`` to ``last``) or of their envelopes."""

    mailing = models.ForeignKey(
        Mailing, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "mailing", "kind", "number"], name="letter_part_once")]


class Package(StoreRow):
    """Files and addresses for the print house, asked for with a reason; a second person approves; taken once.

    States: asked, approved, taken; refused, withdrawn, expired.
    """

    mailing = models.ForeignKey(
        Mailing, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="asked")
    approval_id = models.BigIntegerField(null=True, blank=True)
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "mailing", "-id"], name="package_of_mailing")]
