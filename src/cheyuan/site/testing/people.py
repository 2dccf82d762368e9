"""Ready-made tenants and people for tests: two groups, three stores, an actor or a browser client in any role."""

from collections.abc import Callable
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.right import carried_by

PASSWORD = "tests-only-Passw0rd"


def _store(group: Any, code: str, name: str) -> Any:
    store = apps.get_model("tenancy", "Store").objects.create(
        group=group, code=code, name=name, city="广州", is_demo=True
    )
    hours = apps.get_model("tenancy", "OpeningHours")
    hours.objects.bulk_create(
        hours(store=store, weekday=day, opens=time(8, 30), closes=time(18), lunch_from=time(12), lunch_to=time(14))
        for day in range(7)
    )
    return store


@pytest.fixture
def tenants(db: Any) -> SimpleNamespace:
    """Group ``group`` with ``store`` and ``sister``; group ``other_group`` with ``stranger``."""
    groups = apps.get_model("tenancy", "Group").objects
    group, other = groups.create(code="g1", name="车缘集团"), groups.create(code="g2", name="别家集团")
    return SimpleNamespace(
        group=group,
        store=_store(group, "s1", "天河店"),
        sister=_store(group, "s2", "越秀店"),
        other_group=other,
        stranger=_store(other, "x1", "别家店"),
    )


@pytest.fixture
def member(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``member("care_agent", store)`` → an account that works there in that role."""

    def make(role: str, store: Any = None, *, everywhere: bool = False, username: str = "", **fields: Any) -> Any:
        store = store or tenants.store
        accounts = apps.get_model("accounts", "Account").objects
        name = username or f"{role}-{store.code}-{accounts.count()}"
        account = accounts.create_user(name, PASSWORD, name=fields.pop("name", "测试员"), group=store.group, **fields)
        apps.get_model("accounts", "Membership").objects.create(
            account=account, group=store.group, store=None if everywhere else store, role=role, since=date(2020, 1, 1)
        )
        return account

    return make


@pytest.fixture
def actor(tenants: SimpleNamespace, member: Callable[..., Any]) -> Callable[..., Actor]:
    """``actor("care_agent", store)`` → who acts, with a real account behind; ``system=True`` for background work."""

    def make(role: str = "general_manager", store: Any = None, **fields: Any) -> Actor:
        store = store or tenants.store
        account = member(role, store, **fields)
        return Actor(
            kind="staff",
            name=account.name,
            group_id=store.group_id,
            store_ids=(store.id,),
            store_id=store.id,
            account_id=account.id,
            roles=frozenset({role}),
            rights=carried_by([role]),
        )

    return make


@pytest.fixture
def client_as(member: Callable[..., Any]) -> Callable[..., Client]:
    """``client_as("care_agent")`` → a logged-in client; ``client.account`` is who it is."""

    def make(role: str = "general_manager", store: Any = None, **fields: Any) -> Client:
        client = Client()
        account = member(role, store, **fields)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        client.account = account  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def api_as(member: Callable[..., Any]) -> Callable[..., Client]:
    """``api_as("care_agent")`` → a client whose requests carry a token of the API; ``client.account`` is who it is."""

    def make(role: str = "general_manager", store: Any = None, **fields: Any) -> Client:
        account = member(role, store, **fields)
        give_token = import_string("cheyuan.base.accounts.actions.give_token")
        text, _ = give_token(account, at=now())
        client = Client(headers={"Authorization": f"Bearer {text}"})
        client.account = account  # type: ignore[attr-defined]
        return client

    return make
