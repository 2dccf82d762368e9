"""Groups with their regions, stores, opening hours and departments."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from cheyuan.site.demo import world as demo

DAYS = range(7)


@dataclass
class Made:
    """What was written: rows by code."""

    group: Any
    stores: dict[str, Any] = field(default_factory=dict)
    departments: dict[tuple[str, str], Any] = field(default_factory=dict)


def write(group: demo.Group) -> Made:
    """One group."""
    made = Made(apps.get_model("tenancy", "Group").objects.create(code=group.code, name=group.name))
    region = apps.get_model("tenancy", "Region")
    regions = {one.name: region.objects.create(group=made.group, name=one.name) for one in group.regions}
    for one in group.stores:
        made.stores[one.code] = _store(made.group, regions[one.region], one)
    _hours(made, group)
    _departments(made, group)
    return made


def _store(group: Any, region: Any, one: demo.Store) -> Any:
    fields = {"name": one.name, "city": one.city, "address": one.address, "phone": one.phone}
    stores = apps.get_model("tenancy", "Store").objects
    return stores.create(group=group, region=region, code=one.code, is_demo=True, **fields)


def _hours(made: Made, group: demo.Group) -> None:
    hours = apps.get_model("tenancy", "OpeningHours")
    hours.objects.bulk_create(
        hours(
            store=made.stores[one.code],
            weekday=day,
            opens=one.opens,
            closes=one.closes,
            lunch_from=one.lunch[0],
            lunch_to=one.lunch[1],
        )
        for one in group.stores
        for day in DAYS
    )


def _departments(made: Made, group: demo.Group) -> None:
    department = apps.get_model("tenancy", "Department")
    rows = [
        department(store=made.stores[one.code], code=code, name=name)
        for one in group.stores
        for code, name in one.departments.items()
    ]
    for row in department.objects.bulk_create(rows):
        made.departments[row.store.code, row.code] = row
