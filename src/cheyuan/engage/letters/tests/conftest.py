"""A store with people at addresses, a card to all of them, and whoever makes and approves."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.files import chest
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import actions
from cheyuan.engage.letters.actions import making
from cheyuan.engage.surveys.actions import ensure_surveys
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.customers import actions as customers

VINS = (f"LSVLT{n:012d}" for n in range(1, 10**6))
PHONES = (f"139{n:08d}" for n in range(70_000_000, 10**8))
BODY = "尊敬的{title}：\n{store}感谢您，{car}一路相伴。{advisor}敬上，{day}。"


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    """Files lie in a folder of the test."""
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


@pytest.fixture
def person(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``person("陈立群")`` → somebody at an address, with a car, who likes greetings by post."""

    def make(name: str = "陈立群", store: Any = None, *, consent: bool = True, car: bool = True, **fields: Any) -> Any:
        store = store or tenants.store
        by = house(store)
        values = {
            "gender": "M", "phone": next(PHONES), "province": "广东省", "city": "广州市", "district": "天河区",
            "address": "华夏路 16 号 2301 室", **fields,
        }  # fmt: skip
        one = customers.create(by, store.pk, at=now(), name=name, **values)
        if consent:
            customers.record_consent(
                by, one.pk, "marketing", True, at=now(), source="form", on=("letter",), proof="签字"
            )
        if car:
            with scope(by):
                apps.get_model("vehicles", "Vehicle").objects.create(
                    store_id=store.pk, group_id=store.group_id, vin=next(VINS), plate="粤A7K2M6", owner=one, brand="海悦",
                    model="L5", created_at=now(), updated_at=now(),
                )  # fmt: skip
        return one

    return make


@pytest.fixture
def boss(actor: Callable[..., Actor], tenants: SimpleNamespace) -> Actor:
    """The care manager of the store; the group has the ready-made surveys."""
    ensure_surveys(tenants.group.pk, at=now())
    return actor("care_manager", name="周敏")


@pytest.fixture
def chief(actor: Callable[..., Actor]) -> Actor:
    """The general manager, who approves."""
    return actor("general_manager", name="何建国")


@pytest.fixture
def draft() -> Callable[..., actions.Draft]:
    """``draft(kind="letter")`` → a card to everybody, with what is asked for changed."""

    def make(**changes: Any) -> actions.Draft:
        first = {
            "title": "新春贺卡", "kind": "card", "paper": "a5l", "envelope": "c5", "body": BODY, "audience": {},
            "heading": "新春大吉", "audience_name": "全部", "posts_on": day_of(now()) + timedelta(days=7), "ornament": "plum",
            "survey_code": "service",
        }  # fmt: skip
        return actions.Draft(**{**first, **changes})

    return make


@pytest.fixture
def made(boss: Actor, draft: Callable[..., actions.Draft]) -> Callable[..., Any]:
    """``made()`` → a mailing whose letters and files exist."""

    def make(by: Actor | None = None, **changes: Any) -> Any:
        by = by or boss
        one = actions.save(by, by.store_ids[0], draft(**changes), at=now())
        actions.begin(by, one.pk, at=now())
        making.work(by, lambda done, total: None, mailing_id=one.pk)
        with scope(by):
            return apps.get_model("letters", "Mailing").objects.get(pk=one.pk)

    return make


@pytest.fixture
def approved(boss: Actor, chief: Actor) -> Callable[..., Any]:
    """``approved(mailing)`` → a package that the general manager has let go."""

    def make(one: Any) -> Any:
        row = actions.ask(boss, one.pk, "华南印务，新春贺卡", at=now())
        approvals.decide(chief, row.approval_id, yes=True, at=now())
        return row

    return make


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    """``rows(store, "letters.Letter")`` → all of them, as the system sees them."""

    def look(store: Any, kind: str, **where: Any) -> list[Any]:
        with scope(house(store)):
            return list(apps.get_model(kind).objects.filter(**where).order_by("pk"))

    return look


def content(row: Any) -> bytes:
    """What is in a stored file."""
    return b"".join(chest.get(row.name, str(row.key)))
