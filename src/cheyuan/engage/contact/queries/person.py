"""The right pane: the person, how to speak to them, what was promised, their cars, and what happened lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts.roles import LABELS as ROLES
from cheyuan.base.journal import queries as journal
from cheyuan.base.journal import verbs
from cheyuan.base.tenancy import asked
from cheyuan.base.ui import human, lifeline
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import label
from cheyuan.engage.contact.queries.home import AtHome, at_home
from cheyuan.kernel import plate
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles
from cheyuan.records.vehicles.lives import lives

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task
    from cheyuan.records.customers.models import Customer, Remark

MOODS = {
    "booked": "good", "will_come": "good", "call_later": "flat", "done_elsewhere": "flat", "refused": "bad",
    "complaint": "bad", "do_not_contact": "bad", "moved": "flat", "sold_car": "flat",
}  # fmt: skip
TOPICS: tuple[tuple[str, object, tuple[str, ...]], ...] = (
    ("", _("All"), ()), ("contact", _("Contacts"), ("contact",)), ("visit", _("Visits"), ("visit",)),
    ("note", _("Notes"), ("note",)), ("file", _("Customer file"), ("file", "car", "consent")),
)  # fmt: skip
ICONS = {"contact": "phone", "visit": "wrench", "note": "chat", "file": "edit", "car": "car", "consent": "shield"}
CHANNELS: dict[str, object] = {
    "call": _("Phone"), "sms": _("SMS"), "wechat": _("WeChat"), "email": _("Email"), "letter": _("Letter"),
}  # fmt: skip
LIGHTS = ("call", "sms", "wechat")


@dataclass(frozen=True)
class Mood:
    """How a contact went."""

    mood_icon: str
    mood_words: str


@dataclass
class PersonPane:
    """All that the pane shows."""

    customer: Customer
    title: str
    age: int | None
    promises: list[Remark]
    notes: list[Remark]
    moods: list[Mood]
    moods_words: str
    last: Attempt | None
    last_role: str
    last_label: str
    lights: list[tuple[str, str]]
    cars: list[lifeline.Car]
    items: list[dict[str, Any]]
    household: list[AtHome]


def attempts_of(by: Actor, customer_id: int, limit: int = 20) -> list[Attempt]:
    """The attempts about a customer, newest first, by whatever department."""
    by.require("care.tasks.view")
    return asked.records(Attempt, _ATTEMPTS, id=customer_id, stores=list(by.store_ids), limit=limit)


_ATTEMPTS = """
WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) ORDER BY t.at DESC, t.id DESC LIMIT %(limit)s
"""


def attempts_of_task(by: Actor, task_id: int) -> list[Attempt]:
    """The attempts about one task, newest first."""
    by.require("care.tasks.view")
    rows = Attempt.objects.filter(store_id__in=by.store_ids, task_id=task_id)
    return list(rows.order_by("-at", "-pk")[:100])


def last_contact(attempts: Sequence[Attempt]) -> Attempt | None:
    """Who spoke to this customer last, or tried to."""
    return next((one for one in attempts if one.undone_at is None), None)


def role_of(attempt: Attempt) -> str:
    """The department's face: the role in which the colleague called."""
    return str(ROLES.get(attempt.role, attempt.role))


def person_pane(by: Actor, task: Task, at: datetime) -> PersonPane:
    """The pane beside a task."""
    one, today = task.customer, day_of(at)
    remarks = customers.remarks(by, one.pk)
    attempts = attempts_of(by, one.pk)
    last = last_contact(attempts)
    said = [attempt for attempt in attempts if attempt.undone_at is None and attempt.outcome in MOODS]
    return PersonPane(
        customer=one,
        title=title_of(one),
        age=_age(one.birthday, today),
        promises=[row for row in remarks if row.kind == "promise" and row.kept_at is None],
        notes=[row for row in remarks if row.kind == "note"][:2],
        moods=[mood(attempt) for attempt in reversed(said[:4])],
        moods_words=next((attempt.note for attempt in said if attempt.note), ""),
        last=last,
        last_role=role_of(last) if last else "",
        last_label=label(last.outcome) if last else "",
        lights=lights(by, one),
        cars=cars_of(by, task, today),
        items=happened(by, one.pk),
        household=at_home(by, one.pk, today),
    )


def title_of(one: Customer) -> str:
    """先生, 女士 or company."""
    if one.kind == "company":
        return gettext("company")
    return {"M": gettext("Mr"), "F": gettext("Ms")}.get(one.gender, "")


def _age(birthday: date | None, today: date) -> int | None:
    if birthday is None or birthday.year < 1910:
        return None
    return today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))


def lights(by: Actor, one: Customer) -> list[tuple[str, str]]:
    """(mark, words): service contact by channel, then marketing calls."""
    known = {purpose: dict(channels) for purpose, channels in customers.lights(by, one)}
    marks = {"given": "well", "refused": "no", "unasked": "none"}
    shown = [(marks[known["service"][name]], str(CHANNELS[name])) for name in LIGHTS]
    words = {
        "given": gettext("offers welcome"), "refused": gettext("no offers"), "unasked": gettext("not asked about offers"),
    }  # fmt: skip
    state = known["marketing"]["call"]
    return [*shown, (marks[state], words[state])]


def cars_of(by: Actor, task: Task, today: date) -> list[lifeline.Car]:
    """The customer's cars as life lines, the task's own first."""
    found = sorted(vehicles.of_customer(by, task.customer_id), key=lambda car: car.pk != task.vehicle_id)[:4]
    drawn = zip(found, lives(by, found, today), strict=True)
    return [
        replace(
            life, current=car.pk == task.vehicle_id,
            lines=(plate.spoken(car.plate) if car.plate else car.vin[-6:], _facts(car)),
        )
        for car, life in drawn
    ]  # fmt: skip


def _facts(car: Any) -> str:
    energy = {"ev": gettext("electric"), "phev": gettext("plug-in"), "hev": gettext("hybrid"), "ice": gettext("petrol")}
    year = str(car.delivered_on.year) if car.delivered_on else ""
    return gettext(", ").join(part for part in (car.colour, energy.get(car.energy, ""), year) if part)


def happened(by: Actor, customer_id: int, topic: str = "") -> list[dict[str, Any]]:
    """The newest lines of the timeline, of one chip when given, as ``c-timeline`` shows them."""
    topics = next((wanted for key, _label, wanted in TOPICS if key == topic), ())
    rows = journal.timeline_of_customer(by, customer_id, topics=topics, limit=12).rows
    return [
        {
            "when": row.at, "icon": ICONS.get(row.topic, "dot"), "text": verbs.sentence(row.verb, row.facts),
            "more": human_note(row.facts, row.by_name),
        }
        for row in rows
    ]  # fmt: skip


def human_note(facts: dict[str, Any], name: str) -> str:
    """Second line: what was noted, and by whom."""
    return gettext(", ").join(part for part in (str(facts.get("note") or ""), name) if part)


def mood(attempt: Attempt) -> Mood:
    """A contact as a face and its words."""
    return Mood(
        MOODS.get(attempt.outcome, "flat"), gettext(", ").join([str(label(attempt.outcome)), human.exact(attempt.at)])
    )
