"""Answering: once per invitation, by its link or by an agent in a call; what follows is written in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.surveys.actions import asking, following
from cheyuan.engage.surveys.models import Answer, Invitation
from cheyuan.engage.surveys.queries.invitations import held
from cheyuan.engage.surveys.sheet import LONGEST, Figures, Item, figures, items, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref


@dataclass(frozen=True)
class Given:
    """What was filled in: scores and choices by question, texts by question, and a question of one's own."""

    values: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    language: str = "zh-hans"


@action("surveys.answer")
def answer(by: Actor, invitation_id: int, given: Given, *, at: datetime) -> Answer:
    """By the link. Conflict("survey_answered", "survey_expired"); Refused("survey_required", "survey_value", "survey_long")."""
    return answered(by, held(by, invitation_id), given, at=at)


@action("surveys.answer")
def fill_in(by: Actor, task_id: int, given: Given, *, at: datetime) -> Answer:
    """By an agent who has the customer on the phone about a care task; the same invitation as its message had.

    Missing for a task that is not there; Refused("survey_none") when nothing is asked about its rule.
    """
    task = asking.task_of(by, task_id)
    one = asking.for_task(by, task, channel="agent", at=at)
    if one is None:
        raise Refused("survey_none")
    return answered(by, held(by, one.pk), given, at=at, channel="agent")


def answered(by: Actor, one: Invitation, given: Given, *, at: datetime, channel: str = "") -> Answer:
    """The same inside another action, the invitation locked: checked, written once, and what follows."""
    if one.state != "open":
        raise Conflict("survey_answered")
    if one.expires_at <= at:
        raise Conflict("survey_expired")
    asked = items(one.version.questions)
    row = _row(by, one, _checked(asked, given), asked, at, channel)
    if not Invitation.objects.filter(pk=one.pk, state="open").update(state="answered", answered_at=at):
        raise Conflict("survey_answered")
    row.save(force_insert=True)
    _tell(by, row, said(one.version.title, "zh-hans"), at)
    following.question(by, row, given.question, at)
    following.complaint(by, row, one.version, asked, at)
    if one.settles and one.task_id:
        care.settle_by_id(one.task_id, outcome="answered", at=at)
    return row


def _row(by: Actor, one: Invitation, given: Given, asked: list[Item], at: datetime, channel: str) -> Answer:
    counted: Figures = figures(asked, given.values)
    limit = value("surveys.low_score", one.store_id)
    return Answer(
        store_id=one.store_id, invitation=one, survey_id=one.survey_id, version_id=one.version_id,
        customer_id=one.customer_id, vehicle_id=one.vehicle_id, advisor_id=one.advisor_id, channel=channel or one.channel,
        language=given.language, values=dict(given.values), words=dict(given.words), csi=counted.csi, nps=counted.nps,
        lowest=counted.lowest, low=counted.lowest is not None and counted.lowest <= limit, day=day_of(at), at=at,
        by_id=by.account_id, by_name=by.name,
    )  # fmt: skip


def _checked(asked: list[Item], given: Given) -> Given:
    """Only what was asked, each of its kind."""
    values: dict[str, Any] = {}
    words: dict[str, str] = {}
    for one in asked:
        found = given.words.get(one.key, "").strip() if one.kind == "text" else given.values.get(one.key)
        if found in (None, ""):
            if one.required:
                raise Refused("survey_required", field=one.key)
            continue
        (words if one.kind == "text" else values)[one.key] = _fitting(one, found)
    if len(given.question) > LONGEST:
        raise Refused("survey_long", field="question", most=LONGEST)
    return Given(values, words, given.question.strip(), given.language[:10])


def _fitting(one: Item, found: Any) -> Any:
    if one.kind == "text":
        if len(found) > LONGEST:
            raise Refused("survey_long", field=one.key, most=LONGEST)
        return found
    known: list[Any] = [each.key for each in one.options] if one.kind == "choice" else list(one.scale)
    if type(found) not in (int, str) or found not in known:
        raise Refused("survey_value", field=one.key)
    return found


def _tell(by: Actor, row: Answer, title: str, at: datetime) -> None:
    note(
        by, "survey.answered", Ref("survey", row.pk), at=at, store_id=row.store_id, channel=row.channel, csi=row.csi,
        nps=row.nps, low=row.low,
    )  # fmt: skip
    if row.customer_id is None:
        return
    counted = row.csi if row.csi is not None else (row.nps * 100 if row.nps is not None else None)
    verb = "survey.answered_plain" if counted is None else "survey.answered"
    timeline(
        by, verb, at=at, topic="survey", customer_id=row.customer_id, vehicle_id=row.vehicle_id,
        ref=Ref("survey", row.pk), store_id=row.store_id, survey=title, score=f"{(counted or 0) / 100:g}",
    )  # fmt: skip


@action("surveys.answer")
def seen(by: Actor, invitation_id: int, *, at: datetime) -> None:
    """The link was opened for the first time."""
    Invitation.objects.filter(pk=invitation_id, store_id__in=by.store_ids, opened_at=None).update(opened_at=at)
