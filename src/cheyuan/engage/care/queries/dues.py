"""The due dates of cars as the newest plan reckoned them."""

from collections.abc import Iterable

from cheyuan.base.tenancy import asked
from cheyuan.engage.care.models import Due
from cheyuan.kernel.actor import Actor


def dues(by: Actor, vehicle_ids: Iterable[int]) -> dict[int, Due]:
    """Car → its due dates; a car that no plan has seen is not among them."""
    where = "WHERE t.vehicle_id = any(%(cars)s::bigint[]) AND t.store_id = any(%(stores)s::bigint[])"
    rows = asked.records(Due, where, cars=list(vehicle_ids), stores=list(by.store_ids))
    return {row.vehicle_id: row for row in rows}
