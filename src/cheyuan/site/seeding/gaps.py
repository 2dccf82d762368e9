"""Reminders of the last two months that did not go well: nobody is perfect, and reports live of what was missed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment

DONE, LATE, MISSED = "will_come", "late", "missed"
STORY: tuple[tuple[str, tuple[tuple[str, dict[str, Any]], ...]], ...] = (
    ("R12", ((DONE, {}), (DONE, {}), ("refused", {"why": "far"}), (DONE, {}), ("booked", {}), (MISSED, {}), (DONE, {}))),
    ("R13", ((DONE, {}), ("refused", {"why": "price"}), (DONE, {}), (DONE, {}), ("no_answer", {}), (DONE, {}))),
    ("R11", (("booked", {}), (LATE, {}), (DONE, {}), ("refused", {"why": "no_time"}), (DONE, {}))),
    ("R14", ((DONE, {}), (DONE, {}), (MISSED, {}), (DONE, {}), (DONE, {}), (DONE, {}))),
    ("R17", (
        ("done_elsewhere", {"shop": "驰安快修(演示)天河店", "price": 36800}), ("refused", {"why": "other_shop"}), ("booked", {}),
        ("done_elsewhere", {"shop": "驰安快修(演示)天河店", "price": 41200}), ("refused", {"why": "price"}), ("no_answer", {}),
        ("done_elsewhere", {"shop": "小区口老陈汽修", "price": 28000}), ("refused", {"why": "seldom"}), (DONE, {}),
        ("done_elsewhere", {"shop": "小橘养车(演示)", "price": 33900}), ("refused", {"why": "far"}), ("booked", {}),
        ("done_elsewhere", {"shop": "小橘养车(演示)", "price": 35500}), ("refused", {"why": "price"}), (MISSED, {}),
    )),
)  # fmt: skip
"""Rule → how each of its reminders went, in order."""


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Write them into the two months before ``as_of``; answers how many."""
    by = system(store.group_id, (store.pk,), name="演示")
    last = (as_of.replace(day=1) - timedelta(days=1)).replace(day=1)
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        agents = _agents(store, accounts)
        cars = list(apps.get_model("vehicles", "Vehicle").objects.filter(store=store, cares=True, status="active").exclude(
            owner=None).order_by("-pk")[:80])  # fmt: skip
        count = 0
        if not cars or not agents:
            return count
        for month in ((last - timedelta(days=1)).replace(day=1), last):
            for rule, story in STORY:
                for place, (how, details) in enumerate(story):
                    due = month + timedelta(days=(3 + 5 * place + count) % 27)
                    _live(cars[count % len(cars)], agents[count % len(agents)], rule, due, how, details, count)
                    count += 1
    return count


def _agents(store: Any, accounts: Mapping[str, Any]) -> list[Any]:
    posts = apps.get_model("accounts", "Membership").objects.filter(store=store, role="care_agent").order_by("pk")
    by_id = {account.pk: account for account in accounts.values()}
    return [by_id[pk] for pk in posts.values_list("account_id", flat=True) if pk in by_id]


def _live(car: Any, agent: Any, rule: str, due: date, how: str, details: dict[str, Any], number: int) -> None:
    """One reminder with at most one call: two days before, or three days late."""
    called = {MISSED: None, LATE: moment(due + timedelta(days=3), 15, 20)}.get(
        how, moment(due - timedelta(days=2), 10, 40)
    )
    task = _task(car, agent, rule, due, how, called, number)
    if called is not None:
        outcome = DONE if how == LATE else how
        apps.get_model("contact", "Attempt").objects.create(
            store_id=car.store_id, task=task, customer_id=car.owner_id, vehicle_id=car.pk, rule=rule, account_id=agent.pk,
            by_name=agent.name, role="care_agent", at=called, day=called.date(), part=1, seconds=95, outcome=outcome,
            reached=outcome != "no_answer", details=details,
        )  # fmt: skip


def _task(car: Any, agent: Any, rule: str, due: date, how: str, called: datetime | None, number: int) -> Any:
    opens, lost = due - timedelta(days=14), how in (MISSED, "no_answer")
    closed = moment(due + timedelta(days=35), 5, 30) if lost else called
    outcome = "" if lost else DONE if how == LATE else how
    subject = ("customer", car.owner_id) if rule == "R14" else ("vehicle", car.pk)
    return apps.get_model("care", "Task").objects.create(
        store_id=car.store_id, rule=rule, subject_kind=subject[0], subject_id=subject[1], subject=car.vin,
        customer_id=car.owner_id, vehicle=None if rule == "R14" else car, cycle=f"demo/{number}", due_on=due, opens_on=opens,
        deadline=moment(due, 18), state="failed" if lost else "done", role="care_agent", assignee=agent, offer_on=opens,
        attempts=0 if called is None else 1, last_attempt_on=called.date() if called else None, outcome=outcome,
        closed_at=closed, created_on=opens, created_at=moment(opens, 6), updated_at=closed,
    )  # fmt: skip
