"""What people add to scores: signs that they noticed, and list prices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from cheyuan.base.intake.queries import kept_for_later
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.insight.scores import process, queries
from cheyuan.insight.scores.models import SIGNS, ListPrice, Sign
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

OLDEST = timedelta(days=366)


@action("scores.sign")
def note_sign(
    by: Actor, customer_id: int, kind: str, *, seen_on: date, at: datetime, vehicle_id: int | None = None,
    words: str = "", source: str = "colleague",
) -> Sign:  # fmt: skip
    """Something speaks for a new car; it counts from the next night on. Refused("sign_kind"), ("sign_day")."""
    one = customers.customer(by, customer_id)
    if kind not in SIGNS:
        raise Refused("sign_kind", field="kind")
    if not day_of(at) - OLDEST < seen_on <= day_of(at):
        raise Refused("sign_day", field="seen_on")
    if vehicle_id is not None and vehicles.vehicle(by, vehicle_id).owner_id != one.pk:
        raise Refused("sign_kind", field="vehicle_id")
    sign: Sign = Sign.objects.create(
        store_id=one.store_id, customer_id=one.pk, vehicle_id=vehicle_id, kind=kind, seen_on=seen_on, note=words.strip()[:200],
        source=source[:20], by_name=by.name, at=at,
    )  # fmt: skip
    _told(by, sign, "sign.noted", at)
    return sign


@action("scores.sign")
def undo_sign(by: Actor, sign_id: int, *, at: datetime) -> Sign:
    """Take a sign back. Conflict("sign_undone")."""
    sign = queries.sign(by, sign_id, lock=True)
    if sign.undone_at:
        raise Conflict("sign_undone")
    sign.undone_at = at
    sign.save(update_fields=["undone_at"])
    _told(by, sign, "sign.undone", at)
    return sign


def _told(by: Actor, sign: Sign, verb: str, at: datetime) -> None:
    facts: dict[str, Any] = {"sign": sign.kind}
    note(by, verb, Ref("customer", sign.customer_id), at=at, store_id=sign.store_id, **facts)
    timeline(
        by, verb, at=at, topic="score", customer_id=sign.customer_id, vehicle_id=sign.vehicle_id, store_id=sign.store_id,
        **facts,
    )  # fmt: skip


def reckon(by: Actor, store_id: int, *, as_of: date) -> dict[str, Any]:
    """All scores of a store, in a process of its own; the newest day only. Answers cars, candidates, customers, method."""
    by.require("scores.manage")
    return process.reckon(by.within(store_id), store_id, as_of)


@action("scores.manage")
def set_price(
    by: Actor, store_id: int, *, brand: str, model: str, trim: str, price_fen: int, at: datetime, source: str = "typed"
) -> ListPrice:
    """What a trim costs new, in fen; a price of the same trim is replaced. Refused("price_needed")."""
    by.within(store_id)
    names = {"brand": brand.strip()[:60], "model": model.strip()[:60], "trim": trim.strip()[:80]}
    if not names["brand"] or not names["model"] or not 0 < price_fen < 10**13:
        raise Refused("price_needed")
    row, _new = ListPrice.objects.update_or_create(
        store_id=store_id, **names, defaults={"price_fen": price_fen, "source": source, "at": at}
    )
    note(by, "price.set", Ref("list_price", row.pk), at=at, store_id=store_id, fen=price_fen)
    priced: ListPrice = row
    return priced


@action("scores.manage")
def remove_price(by: Actor, price_id: int, *, at: datetime) -> None:
    """A list price goes."""
    row = queries.price(by, price_id)
    note(by, "price.removed", Ref("list_price", row.pk), at=at, store_id=row.store_id, fen=row.price_fen)
    row.delete()


@action("scores.manage")
def take_prices(by: Actor, store_id: int, *, at: datetime) -> int:
    """Take over the prices of imported catalogues (kept until there is a catalogue): the dearest colour of a trim counts.

    Answers how many trims have a price from there.
    """
    by.within(store_id)
    found: dict[tuple[str, str, str], int] = {}
    for values in kept_for_later(store_id, "catalogue"):
        names = (str(values.get("brand", ""))[:60], str(values.get("model", ""))[:60], str(values.get("trim", ""))[:80])
        fen = int(values.get("price_fen") or 0)
        if names[0] and names[1] and fen > 0:
            found[names] = max(found.get(names, 0), fen)
    rows = [
        ListPrice(store_id=store_id, brand=brand, model=model, trim=trim, price_fen=fen, source="catalogue", at=at)
        for (brand, model, trim), fen in found.items()
    ]
    ListPrice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["store", "brand", "model", "trim"],
        update_fields=["price_fen", "source", "at"],
    )  # fmt: skip
    if rows:
        note(by, "prices.taken", Ref("store", store_id), at=at, store_id=store_id, count=len(rows))
    return len(rows)
