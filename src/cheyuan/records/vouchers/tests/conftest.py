"""A customer who gets vouchers."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now
from cheyuan.records.vouchers.terms import Terms
from cheyuan.site.testing.days import today


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


def terms(**more: Any) -> Terms:
    """¥200 for three months, unless said otherwise."""
    until: date = today(90)
    return Terms(
        **{
            "kind": "amount",
            "title": "保养券",
            "worth_fen": 20_000,
            "valid_from": today(),
            "valid_until": until,
            **more,
        }
    )


@pytest.fixture
def person(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``person(store)`` → a customer."""

    def make(store: Any = None, **fields: Any) -> Any:
        store = store or tenants.store
        with scope(house(store)):
            rows = apps.get_model("customers", "Customer").objects
            values = {"name": "陈立群", "gender": "M", "phone": f"1380013{rows.count():04d}", **fields}
            return rows.create(
                store_id=store.pk, cust_no=f"C{rows.count() + 1}", created_at=now(), updated_at=now(), **values
            )

    return make


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    """The row as it is in the database now."""

    def look(row: Any) -> Any:
        with scope(house(row.store)):
            return type(row).objects.get(pk=row.pk)

    return look
