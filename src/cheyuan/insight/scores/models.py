"""Scores as the newest night reckoned them, how they came about, and the signs and prices that only people know."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import ManyRows, StoreRow

SIGNS = ("valuation", "looked", "family")
METHODS = ("model", "rules")


def _tied(to: str, **more: Any) -> Any:
    return models.ForeignKey(
        to, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False, **more
    )


class TradeIn(ManyRows):
    """The trade-in score of a car (SAL-10): 0 to 100; ``reasons`` are codes with points and figures, the weightiest first."""

    vehicle = _tied("vehicles.Vehicle")
    customer = _tied("customers.Customer", null=True)
    score = models.PositiveSmallIntegerField()
    candidate = models.BooleanField()
    worth_fen = models.BigIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "vehicle"], name="trade_in_once")]
        indexes = [models.Index(fields=["store", "-score", "id"], name="trade_in_best")]


class Change(ManyRows):
    """A day on which a car's trade-in score became another one."""

    vehicle = _tied("vehicles.Vehicle")
    day = models.DateField()
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "vehicle", "day"], name="trade_in_change_once")]


class Stay(ManyRows):
    """A time as a trade-in candidate: from the day it entered to the day it no longer was; the care rule R22 counts from it."""

    vehicle = _tied("vehicles.Vehicle")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "vehicle", "since"], name="candidate_once"),
            models.UniqueConstraint(fields=["store", "vehicle"], condition=models.Q(until=None), name="one_candidacy"),
        ]


class Fit(StoreRow):
    """One version of the value model of a store: parameters, on how many customers, how far it was off when tried.

    ``method`` is ``rules`` when there was too little history; then the figures say so.
    """

    method = models.CharField(max_length=8)
    as_of = models.DateField()
    at = models.DateTimeField()
    customers = models.PositiveIntegerField(default=0)
    repeating = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(default=dict)
    tested = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["store", "-as_of", "-id"], name="fit_newest")]


class Value(ManyRows):
    """What a customer is and will be worth (INS-11), the chance that they leave, and when they will come next."""

    customer = _tied("customers.Customer")
    fit = models.ForeignKey(Fit, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    past_fen = models.BigIntegerField()
    year_fen = models.BigIntegerField()
    life_fen = models.BigIntegerField()
    alive = models.FloatField(null=True, blank=True)
    visits = models.FloatField()
    churn = models.PositiveSmallIntegerField()
    next_from = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_until = models.DateField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "customer"], name="value_once")]


class Sign(StoreRow):
    """Something a colleague noticed that speaks for a new car: a valuation was asked for, new models, the family grew."""

    customer = _tied("customers.Customer")
    vehicle = _tied("vehicles.Vehicle", null=True, blank=True)
    kind = models.CharField(max_length=12)
    seen_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=20, default="colleague")
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="sign_kind", condition=models.Q(kind__in=SIGNS))]
        indexes = [models.Index(fields=["store", "customer", "-seen_on"], name="sign_of_customer")]


class ListPrice(StoreRow):
    """What a trim costs new, until there is a catalogue: taken over from imported catalogues, or typed."""

    brand = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    trim = models.CharField(max_length=80, blank=True)
    price_fen = models.BigIntegerField()
    source = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "brand", "model", "trim"], name="list_price_once"),
            models.CheckConstraint(name="list_price_positive", condition=models.Q(price_fen__gt=0)),
        ]
