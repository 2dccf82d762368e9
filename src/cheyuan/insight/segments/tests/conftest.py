"""A small store, its segments counted in this process."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.segments.engine import counting
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment


class Place:
    """One store: people and cars, and who belongs where on a day."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.by: Actor = system(store.group_id, (store.pk,), name="tests")

    def person(self, **fields: Any) -> Any:
        """Somebody on file."""
        at = moment(date(2026, 1, 1))
        with scope(self.by):
            rows = apps.get_model("customers", "Customer").objects
            number = rows.count() + 1
            known = {"name": f"车主{number}", "cust_no": f"C{number}", **fields}
            return rows.create(store_id=self.store.pk, created_at=at, updated_at=at, **known)

    def car(self, owner: Any, **fields: Any) -> Any:
        """A car of theirs."""
        at = moment(date(2026, 1, 1))
        with scope(self.by):
            rows = apps.get_model("vehicles", "Vehicle").objects
            known = {"brand": "海悦", "model": "L5", "delivered_on": date(2026, 1, 10), **fields}
            return rows.create(
                store_id=self.store.pk, group_id=self.store.group_id, vin=f"LSV{self.store.pk:05d}{rows.count() + 1:09d}",
                owner=owner, created_at=at, updated_at=at, **known,
            )  # fmt: skip

    def set(self, row: Any, **fields: Any) -> None:
        """Something changes."""
        with scope(self.by):
            type(row).objects.filter(pk=row.pk).update(**fields)

    def count(self, day: date, by: Actor | None = None) -> dict[str, Any]:
        """Bring membership in line with a day."""
        return counting.count(by or self.by, lambda done, total: None, store_id=self.store.pk, day=day.isoformat())

    def rows(self, segment: str) -> list[tuple[int, date, date | None]]:
        """Its memberships, oldest first."""
        with scope(self.by):
            found = (
                apps.get_model("segments", "Membership").objects.filter(segment=segment).order_by("entered_on", "pk")
            )
            return list(found.values_list("subject_id", "entered_on", "left_on"))


@pytest.fixture
def place(tenants: Any) -> Place:
    """The store "天河店"."""
    return Place(tenants.store)


@pytest.fixture
def place_of() -> Callable[[Any], Place]:
    """A place in another store."""
    return Place
