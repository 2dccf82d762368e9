"""The one gate to the visitor book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cheyuan.base.search.queries import find
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.records.customers import queries as customers
from cheyuan.records.receptions.departments import BY_ROLE, MEMBERS, manager_of
from cheyuan.records.receptions.models import Reception
from cheyuan.records.receptions.words import department as said_department
from cheyuan.records.receptions.words import purpose as said_purpose
from cheyuan.records.vehicles import queries as vehicles

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

__all__ = [
    "BY_ROLE", "MEMBERS", "WITH", "known", "manager_of", "models_asked_for", "of_day", "of_task", "owners_of",
    "reception", "receptions", "said_department", "said_purpose",
]  # fmt: skip
WITH = ("customer", "received_by")
FOUND = 8


def receptions(by: Actor) -> QuerySet[Reception]:
    """The visits that the actor may see, without those noted by mistake."""
    by.require("receptions.view")
    return Reception.objects.filter(store_id__in=by.store_ids, undone_at=None)


def reception(by: Actor, reception_id: int, *, lock: bool = False, undone: bool = False) -> Reception:
    """One visit; Missing when there is none for this actor. ``undone``: also one that was taken back."""
    by.require("receptions.view")
    rows = Reception.objects.filter(store_id__in=by.store_ids, pk=reception_id).select_related(*WITH)
    rows = rows if undone else rows.filter(undone_at=None)
    found: Reception | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("reception", reception_id)
    return found


def of_day(by: Actor, customer_id: int, day: date) -> list[Reception]:
    """A customer's visits of a day, first come first. Inside a scope, whoever asks."""
    rows = Reception.objects.filter(store_id__in=by.store_ids, undone_at=None, customer_id=customer_id, came_on=day)
    rows = rows.select_related(*WITH)
    return list(rows.order_by("came_at", "pk"))


def of_task(by: Actor, store_id: int, reception_id: int) -> Reception | None:
    """The visit that a care task is about; None when it was taken out of the book. Inside a scope, whoever asks."""
    rows = Reception.objects.filter(store_id=store_id, pk=reception_id, undone_at=None)
    found: Reception | None = rows.select_related("received_by").first() if store_id in by.store_ids else None
    return found


def known(by: Actor, typed: str, most: int = FOUND) -> list[Customer]:
    """Customers that fit a name, pinyin, part of a phone, or a plate, best first; inside a scope."""
    words = typed.replace("\x00", "").strip()[:60]
    hits = find(by, words, kinds=("customer", "vehicle"), limit=most) if words else []
    owners = {hit.object_id: vehicles.vehicle(by, hit.object_id).owner_id for hit in hits if hit.kind == "vehicle"}
    ids = dict.fromkeys(hit.object_id if hit.kind == "customer" else owners[hit.object_id] for hit in hits)
    found = customers.customers(by).in_bulk([one for one in ids if one])
    return [found[one] for one in ids if one in found]


def models_asked_for(by: Actor, today: date, days: int = 180) -> Sequence[str]:
    """What visitors asked for lately, the most wanted first: offered while typing."""
    rows = receptions(by).filter(came_on__gte=today - timedelta(days=days)).exclude(wanted_model="")
    asked: dict[str, int] = {}
    for model in rows.order_by("-came_at").values_list("wanted_model", flat=True)[:500]:
        asked[model] = asked.get(model, 0) + 1
    return sorted(asked, key=lambda model: -asked[model])[:12]


def owners_of(by: Actor, vehicle_ids: Sequence[int]) -> list[int]:
    """Whose these cars are."""
    rows = vehicles.vehicles(by).filter(pk__in=vehicle_ids).exclude(owner=None)
    return list(rows.values_list("owner_id", flat=True))
