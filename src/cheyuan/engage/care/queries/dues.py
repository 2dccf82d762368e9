"""The due dates of cars as the newest plan reckoned them."""

from collections.abc import Iterable

from cheyuan.engage.care.models import Due
from cheyuan.kernel.actor import Actor


def dues(by: Actor, vehicle_ids: Iterable[int]) -> dict[int, Due]:
    """Car → its due dates; a car that no plan has seen is not among them."""
    rows = Due.objects.filter(store_id__in=by.store_ids, vehicle_id__in=list(vehicle_ids))
    return {row.vehicle_id: row for row in rows}
