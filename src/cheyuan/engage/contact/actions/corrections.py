"""The two matters that no rule of the plan makes: X01 puts wrong data right, X02 answers a complaint."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact import revisits
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.schedule import part_bit
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, day_of
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import queries as customers_of

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task


@action("care.tasks.work")
def correct(
    by: Actor, task_id: int, *, at: datetime, phone: str = "", address: str = "", city: str = "", words: str = "",
    found: bool = True,
) -> Attempt:  # fmt: skip
    """X01: the right number or address; the task that waited for it goes on. ``found`` False: it is not to be found.

    Refused: answer_missing(field), phone_form, phone_same; Conflict: task_other_form, wrong_state, task_taken.
    """
    task = _held(by, task_id, "X01", at)
    before = care.Before.of(task)
    made: dict[str, Any] = {}
    if found:
        made |= _put_right(by, task, phone.strip(), address.strip(), city.strip(), at)
    care.settle(task, outcome="corrected" if found else "not_found", at=at)
    made |= _resume(by, task, found, at)
    return _keep(by, task, before, "corrected" if found else "not_found", words, made, at)


def _put_right(by: Actor, task: Task, phone: str, address: str, city: str, at: datetime) -> dict[str, Any]:
    if task.facts.get("wrong") == "address":
        if not (address or city):
            raise Refused("answer_missing", field="address")
        one = customers_of.customer(by, task.customer_id)
        customers.edit(by, one.pk, at=at, address=address or one.address, city=city or one.city)
        return {}
    if not phone:
        raise Refused("answer_missing", field="phone")
    return {"phone": customers.change_phone(by, task.customer_id, phone, at=at)}


def _resume(by: Actor, task: Task, found: bool, at: datetime) -> dict[str, Any]:
    """The task that asked for it: on with it now, or given up when nobody knows the number."""
    if task.facts.get("wrong") == "address" or "task" not in task.facts:
        return {}
    try:
        asked = tasks.task(system_view(by), task.facts["task"], lock=True)
    except Missing:
        return {}
    if asked.state != "open":
        return {}
    before = care.Before.of(asked)
    if found:
        care.postpone(asked, until=at, waits=False, at=at)
    else:
        care.give_up(asked, outcome="wrong_number", at=at)
    return {"resumed": {"task": asked.pk, "before": dict(before.values)}}


def system_view(by: Actor) -> Actor:
    """The actor with sight of all tasks of the store: the waiting task may belong to another department."""
    return Actor(**{**by.__dict__, "rights": by.rights | {"care.plan"}})


@action("care.tasks.work")
def answer_complaint(by: Actor, task_id: int, *, at: datetime, words: str) -> Attempt:
    """X02: what was said to the customer; it is the first answer of the complaint. Refused("answer_missing", field="note")."""
    task = _held(by, task_id, "X02", at)
    if not words.strip():
        raise Refused("answer_missing", field="note")
    before = care.Before.of(task)
    care.settle(task, outcome="answered", at=at)
    return _keep(by, task, before, "answered", words, revisits.answered(by, task, words, at), at)


def _held(by: Actor, task_id: int, rule: str, at: datetime) -> Task:
    task = tasks.task(by, task_id, lock=True)
    if task.rule != rule:
        raise Conflict("task_other_form", rule=task.rule)
    care.must_be_open(task)
    if name := care.holder(task, by, at):
        raise Conflict("task_taken", name=name)
    return task


def _keep(
    by: Actor, task: Task, before: care.Before, outcome: str, words: str, made: dict[str, Any], at: datetime
) -> Attempt:
    attempt: Attempt = Attempt.objects.create(
        store_id=task.store_id, task_id=task.pk, customer_id=task.customer_id, vehicle_id=task.vehicle_id,
        rule=task.rule, account_id=by.account_id, by_name=by.name, role=next(iter(sorted(by.roles)), ""), at=at,
        day=day_of(at), part=part_bit(at, SHANGHAI), channel="call", outcome=outcome, reached=False, note=words[:500],
        before=dict(before.values), made=made,
    )  # fmt: skip
    timeline(
        by, f"contact.{outcome}", at=at, topic="contact", customer_id=task.customer_id, vehicle_id=task.vehicle_id,
        ref=Ref("task", task.pk), store_id=task.store_id, note=words[:200] or "—",
    )  # fmt: skip
    note(by, f"contact.{outcome}", Ref("attempt", attempt.pk), at=at, store_id=task.store_id, task=task.pk)
    return attempt
