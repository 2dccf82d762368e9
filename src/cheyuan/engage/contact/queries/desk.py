"""The middle pane: one task with all that a call needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language

from cheyuan.base.accounts.queries import Colleague, colleagues
from cheyuan.base.policies.queries import value
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.calling import Call, call_now
from cheyuan.engage.contact.fitting import Fitting, fitting
from cheyuan.engage.contact.models import Attempt, Booking
from cheyuan.engage.contact.outcomes import CORRECTIONS, VISITS, label
from cheyuan.engage.contact.queries.person import PersonPane, person_pane
from cheyuan.engage.contact.scripts.chosen import Script, chosen
from cheyuan.engage.contact.scripts.text import Segment, filled
from cheyuan.engage.contact.scripts.values import values_of
from cheyuan.engage.contact.slots import Day, days
from cheyuan.engage.contact.telling import TITLES, headline, long, short, title
from cheyuan.engage.surveys import queries as surveys
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task


@dataclass(frozen=True)
class Other:
    """Another open task of the same customer: may be settled in the same call."""

    pk: int
    telling: str
    deadline: datetime
    settles: bool
    ticked: bool


@dataclass(frozen=True)
class Said:
    """One attempt as the list shows it."""

    pk: int
    at: datetime
    label: str
    by_name: str
    note: str
    undone_at: datetime | None
    undoable: bool
    booking: Booking | None = None
    """What was agreed in the call, while it is still to come."""


@dataclass
class Desk:
    """What the task pane shows."""

    task: Task
    title: str
    headline: str
    why: str
    script: Script
    passages: list[tuple[str, list[Segment]]]
    days: list[Day]
    fitting: Fitting
    taken_by: str
    others: list[Other]
    attempts: list[Said]
    attempts_wanted: int
    advisors: list[Colleague]
    person: PersonPane
    call: Call = field(default_factory=Call)
    """What the contact policy says about a call now."""
    survey: str = ""
    """Where the survey of the task is filled in with the customer; empty when nothing is asked."""
    wrong: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    given: Any = None

    @property
    def form(self) -> str:
        """Which form closes it: outcomes, data (X01) or complaint (X02)."""
        return {"X01": "data", "X02": "complaint"}.get(self.task.rule, "outcomes")

    @property
    def is_open(self) -> bool:
        """May something still be reported?"""
        return self.task.state == "open"


def task_pane(by: Actor, task_id: int, at: datetime) -> Desk:
    """One task opened; Missing when it is not there for the actor."""
    task = tasks.task(by, task_id)
    today, language = day_of(at), get_language() or "zh-hans"
    script = chosen(task.rule, language, task.customer_id)
    values = values_of(by, task, task.customer, language, at)
    open_tasks = tasks.open_tasks_of_customer(by, task.customer_id, today)
    ordinary = task.rule not in CORRECTIONS
    people = colleagues(by, today, roles=["service_advisor"]) if ordinary else {}
    return Desk(
        task=task,
        title=_title(by, task, today),
        headline=headline(task, today),
        why=long(task, tasks.why(task.rule, task.facts)),
        script=script,
        passages=[(name, filled(text, values)) for name, text in script.passages],
        days=days(task.store_id, at) if ordinary else [],
        fitting=fitting(task.rule),
        taken_by=care.holder(task, by, at),
        others=[_other(one, task, today) for one in open_tasks if one.pk != task.pk],
        attempts=attempts_at(by, task, at),
        attempts_wanted=value("contact.attempts", task.store_id),
        advisors=[one for one in people.values() if not one.away],
        person=person_pane(by, task, at),
        call=call_now(by, task, at) if task.state == "open" and task.customer.phone else Call(),
        survey=_survey(by, task),
        wrong=str(task.facts.get("wrong", "")),
    )


def _survey(by: Actor, task: Task) -> str:
    asks = task.state == "open" and task.rule in set(surveys.ABOUT_OF_RULE) - set(VISITS) and by.may("surveys.answer")
    return reverse("surveys:fill", args=[task.pk]) if asks and surveys.for_rule(task.rule) else ""


def _title(by: Actor, task: Task, today: date) -> str:
    """The matter; a manager's own rule by the name that it was given."""
    return title(task.rule) if task.rule in TITLES else tasks.rule_title(by, task.rule, today)


def _other(one: Task, task: Task, today: date) -> Other:
    telling = headline(one, today) if one.vehicle_id != task.vehicle_id else short(one, today)
    return Other(one.pk, telling, one.deadline, one.rule not in CORRECTIONS, False)


def attempts_at(by: Actor, task: Task, at: datetime) -> list[Said]:
    """The attempts about one task, newest first; one's own newest can be taken back for a while."""
    rows = Attempt.objects.filter(store_id__in=by.store_ids, task_id=task.pk).order_by("-at", "-pk")[:20]
    since = at - timedelta(minutes=value("contact.undo_minutes", task.store_id))
    newest = next((row.pk for row in rows if row.undone_at is None), None)
    to_come = _to_come(by, [row.made["booking"] for row in rows if row.made.get("booking")])
    return [
        Said(
            row.pk, row.at, label(row.outcome), row.by_name, row.note, row.undone_at,
            row.pk == newest and row.account_id == by.account_id and row.at >= since,
            to_come.get(row.made.get("booking")),
        )
        for row in rows
    ]  # fmt: skip


def _to_come(by: Actor, slips: list[int]) -> dict[int, Booking]:
    if not slips or not by.may("contact.bookings.edit"):
        return {}
    return dict(Booking.objects.filter(store_id__in=by.store_ids, state="booked").in_bulk(slips))
