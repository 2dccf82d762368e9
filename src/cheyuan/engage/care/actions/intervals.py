"""Deciding about first service and interval per kind of car (CARE-02): a new row, never a changed one."""

from datetime import date, datetime
from typing import Any

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care.models import Interval
from cheyuan.engage.care.own import ENERGIES
from cheyuan.engage.care.queries.intervals import intervals
from cheyuan.kernel import policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref

KIND = {"brand": 40, "model": 60, "energy": 8}  # with the longest that fits
VALUES = ("first_months", "first_km", "months", "km")


@action("care.rules.edit")
def set_interval(
    by: Actor,
    *,
    brand: str = "",
    model: str = "",
    energy: str = "",
    first_months: int,
    first_km: int,
    months: int,
    km: int,
    valid_from: date,
    at: datetime,
) -> Interval:
    """From a day on these values hold for such cars in the actor's store; what is empty stands for any.

    Refused("store_needed"), ("interval_kind") for all cars at once, ("policy_value") beyond the limits of the store's own
    values, ("rule_past").
    """
    kind = _kind(brand, model, energy)
    if not any(kind.values()):
        raise Refused("interval_kind")
    values = {"first_months": first_months, "first_km": first_km, "months": months, "km": km}
    for name, value in values.items():
        policy.spec(f"care.{name}").check(value)
    return _add(by, {**kind, **values}, valid_from, at)


@action("care.rules.edit")
def remove_interval(
    by: Actor, *, brand: str = "", model: str = "", energy: str = "", valid_from: date, at: datetime
) -> Interval:
    """From a day on such cars follow the next row that fits them, else the store. Missing; Refused("rule_past")."""
    kind = _kind(brand, model, energy)
    asked = tuple(part.lower() for part in kind.values())
    for row in intervals(by, valid_from):
        if row.store_id == by.store_id and (row.brand.lower(), row.model.lower(), row.energy) == asked:
            values = {name: getattr(row, name) for name in (*KIND, *VALUES)}
            return _add(by, {**values, "removed": True}, valid_from, at)
    raise Missing("care_interval", "/".join(asked))


def _kind(brand: str, model: str, energy: str) -> dict[str, str]:
    kind = {"brand": brand.strip(), "model": model.strip(), "energy": energy.strip().lower()}
    if kind["energy"] not in ("", *ENERGIES[1:]) or any(len(kind[name]) > most for name, most in KIND.items()):
        raise Refused("interval_kind")
    return kind


def _add(by: Actor, values: dict[str, Any], valid_from: date, at: datetime) -> Interval:
    if by.store_id is None:
        raise Refused("store_needed")
    if valid_from < day_of(at):
        raise Refused("rule_past")
    row = Interval(store_id=by.store_id, valid_from=valid_from, by_id=by.account_id, by_name=by.name, at=at, **values)
    row.save(force_insert=True)
    verb = "care.interval.removed" if row.removed else "care.interval"
    facts = {**values, "valid_from": valid_from.isoformat()}
    note(by, verb, Ref("care_rule", row.pk), at=at, store_id=row.store_id, **facts)
    return row
