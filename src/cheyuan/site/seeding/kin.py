"""A few households, a driver for a company, and some people who are on file twice: by the real actions, as people do it."""

from datetime import datetime
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor

HOMES, CHILD_YEARS = 8, (2012, 2018)


def write(by: Actor, store_id: int, at: datetime, twice: int) -> None:
    """Join neighbours of the book into households, name a driver, open second files with the same phone; then look."""
    act = {name: import_module(f"cheyuan.records.{name}.actions") for name in ("customers", "relations", "duplicates")}
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("customers", "Customer").objects.filter(store_id=store_id, erased_at=None).order_by("pk")
        people: list[Any] = list(rows.filter(kind="person").exclude(phone_key=None)[: twice + 2 * HOMES])
        firm = rows.filter(kind="company").first()
    for one, other in zip(people[twice::2], people[twice + 1 :: 2], strict=False):
        act["relations"].join(by, one.pk, other.pk, at=at, part="spouse")
        act["relations"].set_children(by, one.pk, [CHILD_YEARS[one.pk % 2]], at=at)
    if firm and people:
        act["relations"].bind(by, people[-1].pk, "drives", at=at, company_id=firm.pk)
    for one in people[:twice]:
        act["customers"].create(by, store_id, at=at, name=one.name, phone=one.phone, source="展厅")
    act["duplicates"].find(by, store_id, at=at)
