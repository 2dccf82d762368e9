"""The one gate to scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from cheyuan.base.tenancy import asked
from cheyuan.insight.scores.models import Change, Fit, ListPrice, Sign, Stay, TradeIn, Value
from cheyuan.insight.scores.reasons import spoken
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

CARS_SHOWN = 6
__all__ = [
    "churn_of", "fits", "history", "listed", "of_customer", "price", "prices", "sign", "signs", "spoken", "stay",
    "trade_in", "trade_ins", "value_of", "values",
]  # fmt: skip


def trade_ins(by: Actor) -> QuerySet[TradeIn]:
    """Cars with a trade-in score that the actor may see."""
    by.require("scores.view")
    rows: QuerySet[TradeIn] = TradeIn.objects.filter(store_id__in=by.store_ids)
    return rows


def listed(by: Actor) -> QuerySet[TradeIn]:
    """The same with car and owner, for lists."""
    return trade_ins(by).filter(score__gt=0).select_related("vehicle", "customer")


def trade_in(by: Actor, score_id: int) -> TradeIn:
    """One of them; Missing when there is none for this actor."""
    found = trade_ins(by).filter(pk=score_id).select_related("vehicle", "customer").first()
    if found is None:
        raise Missing("score", score_id)
    return found


def history(by: Actor, vehicle_id: int, most: int = 24) -> list[Change]:
    """The days on which a car's score changed, newest first."""
    by.require("scores.view")
    rows = Change.objects.filter(store_id__in=by.store_ids, vehicle_id=vehicle_id)
    return list(rows.order_by("-day")[:most])


def stay(by: Actor, vehicle_id: int) -> Stay | None:
    """Since when a car is a candidate; None when it is none."""
    by.require("scores.view")
    found: Stay | None = Stay.objects.filter(store_id__in=by.store_ids, vehicle_id=vehicle_id, until=None).first()
    return found


def of_customer(by: Actor, customer_id: int) -> tuple[Value | None, list[TradeIn], list[Sign]]:
    """Value, scored cars and signs of a customer, by three questions."""
    by.require("scores.view")
    named: dict[str, Any] = {"id": customer_id, "stores": list(by.store_ids)}
    where = "WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
    values = asked.records(Value, where, **named)
    cars = asked.records(TradeIn, f"{where} AND t.score > 0 ORDER BY t.score DESC, t.id LIMIT {CARS_SHOWN}", **named)
    signs = asked.records(Sign, f"{where} AND t.undone_at IS NULL ORDER BY t.seen_on DESC, t.id DESC LIMIT 6", **named)
    return (values[0] if values else None), cars, signs


def values(by: Actor) -> QuerySet[Value]:
    """Values of customers that the actor may see."""
    by.require("scores.view")
    rows: QuerySet[Value] = Value.objects.filter(store_id__in=by.store_ids)
    return rows


def value_of(by: Actor, customer_id: int) -> Value:
    """The value of one customer; Missing when nothing was reckoned."""
    found = values(by).filter(customer_id=customer_id).first()
    if found is None:
        raise Missing("value", customer_id)
    return found


def churn_of(by: Actor, ids: Sequence[int]) -> Mapping[int, Value]:
    """Customer → value, one question for a page."""
    return {row.customer_id: row for row in values(by).filter(customer_id__in=list(ids))}


def signs(by: Actor) -> QuerySet[Sign]:
    """Signs that stand."""
    by.require("scores.view")
    rows: QuerySet[Sign] = Sign.objects.filter(store_id__in=by.store_ids, undone_at=None)
    return rows


def sign(by: Actor, sign_id: int, *, lock: bool = False) -> Sign:
    """One sign, also one taken back; Missing when there is none for this actor."""
    by.require("scores.sign")
    rows = Sign.objects.filter(store_id__in=by.store_ids, pk=sign_id)
    found: Sign | None = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("sign", sign_id)
    return found


def fits(by: Actor, most: int = 12) -> list[Fit]:
    """The newest versions of the value model, newest first."""
    by.require("scores.manage")
    return list(Fit.objects.filter(store_id__in=by.store_ids).order_by("-as_of", "-pk")[:most])


def prices(by: Actor) -> QuerySet[ListPrice]:
    """List prices by brand, model and trim."""
    by.require("scores.manage")
    rows: QuerySet[ListPrice] = ListPrice.objects.filter(store_id__in=by.store_ids)
    return rows.order_by("brand", "model", "trim", "pk")


def price(by: Actor, price_id: int) -> ListPrice:
    """One list price; Missing when there is none for this actor."""
    found = prices(by).filter(pk=price_id).first()
    if found is None:
        raise Missing("list_price", price_id)
    return found
