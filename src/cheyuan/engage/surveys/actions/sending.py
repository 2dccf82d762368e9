"""Sending a survey as a message: to one customer, to many at once, from a care task (CARE-20).

Under the contact policy (CARE-08), one invitation for a customer and survey within the days of the policy. A survey about a
delivery, a service or a visit belongs to it; any other counts as marketing: it asks for consent and spends the budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from cheyuan.base.channels import queries as outgoing
from cheyuan.base.channels.actions import Wanted, hold_crowd
from cheyuan.base.channels.addresses import key_of
from cheyuan.base.channels.wordings import filled, newest
from cheyuan.base.journal.actions import note_many
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.surveys import queries
from cheyuan.engage.surveys.actions import asking
from cheyuan.engage.surveys.actions.asking import MESSAGE, Whom
from cheyuan.engage.surveys.actions.many import invite_many
from cheyuan.engage.surveys.models import Invitation, SurveyVersion
from cheyuan.engage.surveys.sheet import said
from cheyuan.kernel import names
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.records.customers import queries as customers

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

ORDER = ("sms", "wechat", "email")
OF_THE_CONTRACT = ("delivery", "service", "visit")
LANGUAGE, TEMPLATE = "zh-hans", "survey"
WORDS = "{title}您好，这里是{store}。"
ONE, MANY = "survey_asked", "survey_many"


@dataclass(frozen=True)
class Sent:
    """Who is asked, and who is not with a code why: survey_asked_already, no_address, refused, no_consent, stopped."""

    asked: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)


@action("surveys.invite")
def send(by: Actor, customer_id: int, code: str, *, vehicle_id: int | None = None, at: datetime) -> Sent:
    """Ask one customer by message. Missing; Refused("survey_archived"), ("survey_vehicle"), ("survey_not_sent", why)."""
    person = customers.customer(by, customer_id)
    asking.must_be_theirs(by, person.pk, vehicle_id)
    sent = _send(by, [person.pk], code, ONE, at, {person.pk: vehicle_id} if vehicle_id else {})
    if not sent.asked:
        raise Refused("survey_not_sent", why=next(iter(sent.left.values()), ""))
    return sent


@action("surveys.many")
def send_many(by: Actor, customer_ids: Sequence[int], code: str, *, at: datetime) -> Sent:
    """Ask many at once, set by set: a few statements for a thousand. Missing; Refused("survey_archived")."""
    return _send(by, customer_ids, code, MANY, at, {})


@action("surveys.invite")
def send_for_task(by: Actor, task_id: int, *, at: datetime) -> Sent:
    """The survey of a care task's rule, now, by message; the task stays as it is.

    Missing; Refused("survey_none"), ("survey_not_sent", why); Conflict("survey_sent") when it went out before.
    """
    task = asking.task_of(by, task_id)
    one = asking.for_task(by, task, channel=MESSAGE, at=at)
    if one is None:
        raise Refused("survey_none")
    if one.state != "open":
        raise Conflict("survey_answered")
    rows = {row.pk: row for row in _people(by, [task.customer_id])}
    judged = _judged(by, task.store_id, list(rows.values()), _purpose(one.version), at)
    if judged.left:
        raise Refused("survey_not_sent", why=judged.left[task.customer_id])
    held = _held(
        by, task.store_id, judged, one.version, {task.customer_id: one.pk}, {task.customer_id: f"task:{task.pk}:survey"}
    )
    if outgoing.held_before(task.store_id, held[0].intent):
        raise Conflict("survey_sent")
    hold_crowd(by, held, store_id=task.store_id, purpose=_purpose(one.version), reason=ONE, at=at)
    return Sent([task.customer_id])


@dataclass(frozen=True)
class Judged:
    """Of those who may be asked the file, the channel and why this one; of the others why not."""

    rows: Mapping[int, Customer]
    ways: Mapping[int, tuple[str, str]]
    left: Mapping[int, str]


def _send(
    by: Actor, customer_ids: Iterable[int], code: str, reason: str, at: datetime, cars: Mapping[int, int]
) -> Sent:
    known = queries.survey(by, code)
    if known.survey.archived_at:
        raise Refused("survey_archived", field="code")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('surveys.send', %s))", [known.survey.pk])
    stores: dict[int, list[Customer]] = {}
    for row in _people(by, customer_ids):
        stores.setdefault(row.store_id, []).append(row)
    sent = Sent()
    for store_id, rows in sorted(stores.items()):
        _of_store(by, store_id, rows, known.version, reason, at, cars, sent)
    return sent


def _of_store(
    by: Actor, store_id: int, rows: Sequence[Customer], version: SurveyVersion, reason: str, at: datetime,
    cars: Mapping[int, int], sent: Sent,
) -> None:  # fmt: skip
    again = timedelta(days=int(value("surveys.again_days", store_id)))
    recent = Invitation.objects.filter(
        store_id=store_id,
        survey_id=version.survey_id,
        customer_id__in=[row.pk for row in rows],
        created_at__gt=at - again,
    ).exclude(state="withdrawn")
    before = set(recent.values_list("customer_id", flat=True))
    sent.left.update(dict.fromkeys(before, "survey_asked_already"))
    purpose = _purpose(version)
    judged = _judged(by, store_id, [row for row in rows if row.pk not in before], purpose, at)
    sent.left.update(judged.left)
    if not judged.ways:
        return
    origins = {pk: f"ask:{version.survey_id}:{pk}:{day_of(at):%y%m%d}" for pk in judged.ways}
    asked = [(origins[pk], _whom(judged.rows[pk], version, cars.get(pk))) for pk in judged.ways]
    days = int(value("surveys.link_days", store_id))
    invited = invite_many(by, asked, version, channel=MESSAGE, days=days, at=at)
    held = _held(by, store_id, judged, version, {pk: invited[origins[pk]] for pk in judged.ways}, origins)
    hold_crowd(by, held, store_id=store_id, purpose=purpose, reason=reason, at=at)
    sent.asked.extend(judged.ways)
    note_many(by, "survey.sent_many", "customer", judged.ways, at=at, store_id=store_id, survey=version.survey_id)


def _purpose(version: SurveyVersion) -> str:
    return "service" if version.survey.about in OF_THE_CONTRACT else "marketing"


def _people(by: Actor, ids: Iterable[int]) -> list[Customer]:
    rows = customers.customers(by).filter(pk__in=list(ids), store_id__in=by.store_ids).order_by("pk")
    return list(rows.only("store_id", "name", "gender", "kind", "salutation", "phone", "wechat", "email", "advisor_id",
                          "consultant_id"))  # fmt: skip


def _whom(row: Customer, version: SurveyVersion, vehicle_id: int | None) -> Whom:
    advisor = row.advisor_id if version.survey.about == "service" else row.consultant_id
    return Whom(row.store_id, row.pk, vehicle_id, advisor)


def _judged(by: Actor, store_id: int, rows: Sequence[Customer], purpose: str, at: datetime) -> Judged:
    """The policy's word about all of them by one statement; what it only puts off is held and leaves when it may."""
    order = tuple(dict.fromkeys((str(value("surveys.channel", store_id)), *ORDER)))
    planned, left = [], {}
    for row in rows:
        wish = tuple(channel for channel in order if _address(row, channel))
        if wish:
            planned.append(outgoing.Planned(row.pk, store_id, row.pk, purpose, wish, at))
        else:
            left[row.pk] = "no_address"
    said_of = outgoing.judged(by.within(store_id), planned, at=at) if planned else {}
    left |= {pk: said_so.code for pk, said_so in said_of.items() if said_so.verdict == "drop"}
    ways = {pk: (one.channel, one.chosen) for pk, one in said_of.items() if one.verdict != "drop"}
    return Judged({row.pk: row for row in rows}, ways, left)


def _address(row: Customer, channel: str) -> str:
    return str({"sms": row.phone, "wechat": row.wechat, "email": row.email}[channel] or "")


def _held(
    by: Actor, store_id: int, judged: Judged, version: SurveyVersion, invited: Mapping[int, int],
    intents: Mapping[int, str],
) -> list[Wanted]:  # fmt: skip
    """Their messages: how they are addressed, who asks, what for, and the link of each."""
    found = queries.links_of(store_id, invited.values())
    store = store_of(by, store_id).name
    words = {channel: _words(store_id, channel, version) for channel in {way for way, _why in judged.ways.values()}}
    held = []
    for pk, (channel, chosen) in judged.ways.items():
        row = judged.rows[pk]
        title = row.salutation or names.salutation(row.name, "" if row.kind == "company" else row.gender)
        text = filled(words[channel], {"title": title, "store": store, "link": found[invited[pk]]})
        phone = key_of(by.group_id, str(row.phone)) if row.phone else None
        held.append(Wanted(pk, channel, _address(row, channel), phone, text, intents[pk], chosen))
    return held


def _words(store_id: int, channel: str, version: SurveyVersion) -> str:
    """The store's own template "survey" for the channel, else a greeting with the survey's first line."""
    own = newest(store_id, TEMPLATE, channel, LANGUAGE)
    words = own.text if own else WORDS + said(version.lead, LANGUAGE).replace("{", "（").replace("}", "）")
    return words if "{link}" in words else f"{words} {{link}}"
