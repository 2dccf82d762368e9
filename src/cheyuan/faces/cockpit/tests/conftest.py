"""Stored figures row by row, as a night would have left them."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, moment, now

Fill = Callable[..., None]


@pytest.fixture
def fill(tenants: SimpleNamespace) -> Fill:
    """``fill("coverage", num, den, store=…, day=…, model="")``: one stored sum, as a whole and for its model."""

    def make(code: str, num: int, den: int, *, store: Any = None, day: date | None = None, **dims: str) -> None:
        store = store or tenants.store
        rows = apps.get_model("metrics.Figure").objects
        with scope(system(store.group_id, (store.pk,))):
            given = {"store_id": store.pk, "metric": code, "day": day or day_of(now()), "num": num, "den": den}
            rows.create(**given, whole=True)
            rows.create(**given, whole=False, **dims)

    return make


@pytest.fixture
def reckoned(tenants: SimpleNamespace) -> None:
    """The store's figures were reckoned just now."""
    with scope(system(tenants.group.pk, (tenants.store.pk,))):
        refresh = apps.get_model("metrics.Refresh").objects
        refresh.create(store_id=tenants.store.pk, as_of=day_of(now()), at=now(), by_name="夜")


@pytest.fixture
def monday() -> date:
    """The Monday of the week that is over."""
    today = day_of(now())
    return today - timedelta(days=today.weekday() + 7)


@pytest.fixture
def morning() -> Any:
    """Eight o'clock of today."""
    return moment(day_of(now()), 8)
