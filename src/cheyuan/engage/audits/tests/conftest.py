"""Calls of a month, by two agents."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits import actions, cards
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.contact.tests.conftest import house, person, task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment

__all__ = ["person", "task"]
OCTOBER = date(2026, 10, 1)
NIGHT = moment(date(2026, 11, 1), 5, 50)


@pytest.fixture
def boss(actor: Callable[..., Actor]) -> Actor:
    """The care manager."""
    return actor("care_manager", name="周敏")


@pytest.fixture
def agents(actor: Callable[..., Actor]) -> list[Actor]:
    """Two agents."""
    return [actor("care_agent", name=name) for name in ("安", "白")]


@pytest.fixture
def calls(tenants: SimpleNamespace, agents: list[Actor], task: Callable[..., Any]) -> Callable[..., list[Any]]:
    """``calls(10)`` → attempts about as many insurance tasks in October, by the agents in turn."""
    about: dict[int, Any] = {}

    def make(count: int, rule: str = "R13", at: datetime | None = None, store: Any = None, **fields: Any) -> list[Any]:
        store = store or tenants.store
        made = []
        for number in range(count):
            one = task(rule, store=store, about=about.get(store.pk))
            one.customer.car = one.vehicle
            about[store.pk] = one.customer
            when = at or moment(OCTOBER, 10) + timedelta(days=number % 28, minutes=number)
            agent = agents[number % 2]
            values = {
                "task_id": one.pk, "customer_id": one.customer_id, "rule": rule, "account_id": agent.account_id,
                "by_name": agent.name, "at": when, "day": when.date(), "part": 1, "outcome": "will_come", "reached": True,
                "note": "客户说十一月来", **fields,
            }  # fmt: skip
            with scope(house(store)):
                made.append(apps.get_model("contact", "Attempt").objects.create(store_id=store.pk, **values))
        return made

    return make


@pytest.fixture
def drawn(boss: Actor, calls: Callable[..., list[Any]]) -> Callable[..., list[Audit]]:
    """``drawn(5)`` → the audits drawn of so many calls."""

    def make(count: int = 5) -> list[Audit]:
        calls(count)
        actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT)
        with scope(boss):
            return list(Audit.objects.order_by("pk"))

    return make


def card_of(by: Actor, rule: str = "R13") -> Any:
    """The score sheet in force."""
    with scope(by):
        return cards.in_force(by, [rule], NIGHT)[rule]


def all_of(card: Any, mark: str = "yes", **others: str) -> dict[str, str]:
    """The same mark for every line, but for some."""
    return {line["key"]: mark for line in card.criteria} | others


def judged(by: Actor, row: Audit, mark: str = "yes", findings: str = "", **others: str) -> Audit:
    """Judge a call."""
    card = card_of(by, row.rule)
    return actions.judge(by, row.pk, all_of(card, mark, **others), findings, scorecard_id=card.pk, at=NIGHT)
