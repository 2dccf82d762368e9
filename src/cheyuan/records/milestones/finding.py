"""Which car is meant by what somebody typed at the gate: a plate, a VIN, the owner's phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cheyuan.base.search.queries import find
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

if TYPE_CHECKING:
    from cheyuan.records.vehicles.models import Vehicle


def car_of(by: Actor, store_id: int, typed: str) -> Vehicle | None:
    """The one car of the store; None when nothing was typed. Refused: milestone_car, milestone_cars. Inside a scope."""
    words = typed.replace("\x00", "").strip()
    if not words:
        return None
    plain = "".join(sign for sign in words.upper() if sign not in " ·-")
    known = vehicles.vehicles(by).filter(store_id=store_id)
    exact = list(known.filter(plate=plain)[:2]) or list(known.filter(vin=plain)[:2])
    if not exact:
        owners = [one.pk for one in customers.with_phone(by, words)]
        hits = [hit.object_id for hit in find(by, words, kinds=("vehicle",), limit=5)]
        exact = list(known.filter(owner_id__in=owners)[:2]) or list(known.filter(pk__in=hits)[:2])
    if len(exact) != 1:
        raise Refused("milestone_cars" if exact else "milestone_car", field="car")
    return exact[0]
