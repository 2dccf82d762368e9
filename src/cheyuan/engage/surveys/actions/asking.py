"""Inviting somebody: one invitation for one reason, and the link that belongs to it (CARE-20)."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, NamedTuple

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.surveys import links, queries
from cheyuan.engage.surveys.models import Invitation, SurveyVersion
from cheyuan.engage.surveys.sheet import said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

MESSAGE = "message"


class Whom(NamedTuple):
    """Who is asked, about which car, and whose work the answer is about."""

    store_id: int
    customer_id: int | None
    vehicle_id: int | None = None
    advisor_id: int | None = None


def invited(
    by: Actor, whom: Whom, version: SurveyVersion, *, channel: str, origin: str, at: datetime, task_id: int | None = None,
    settles: bool = False,
) -> Invitation:  # fmt: skip
    """One invitation for ``origin``: asked again, the first stays, with new time when its own is over. Inside an action."""
    days = timedelta(days=value("surveys.link_days", whom.store_id))
    nonce = token_urlsafe(16)
    row = Invitation(
        store_id=whom.store_id, survey_id=version.survey_id, version=version, customer_id=whom.customer_id,
        vehicle_id=whom.vehicle_id, advisor_id=whom.advisor_id, origin=origin, task_id=task_id, settles=settles,
        channel=channel, nonce=nonce, token_hash=links.hash_of(links.secret_of(whom.store_id, nonce)), created_at=at,
        expires_at=at + days, by_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    Invitation.objects.bulk_create([row], ignore_conflicts=True)
    found: Invitation = Invitation.objects.select_related("version").get(store_id=whom.store_id, origin=origin)
    if found.nonce == nonce:
        _tell(by, found, at)
    elif found.state == "open" and found.expires_at <= at:
        Invitation.objects.filter(pk=found.pk).update(expires_at=at + days)
        found.expires_at = at + days
    return found


def _tell(by: Actor, one: Invitation, at: datetime) -> None:
    note(by, "survey.invited", Ref("invitation", one.pk), at=at, store_id=one.store_id, channel=one.channel)
    if one.customer_id:
        timeline(
            by, "survey.invited", at=at, topic="survey", customer_id=one.customer_id, vehicle_id=one.vehicle_id,
            store_id=one.store_id, survey=said(one.version.title, "zh-hans"),
        )  # fmt: skip


def for_task(by: Actor, task: Task, *, channel: str, at: datetime) -> Invitation | None:
    """The invitation of a care task, made when there was none; None when nothing is asked about its rule."""
    version = queries.for_rule(task.rule)
    if version is None:
        return None
    person = customers.customer(by, task.customer_id)
    about = version.survey.about
    advisor = person.advisor_id if about == "service" else person.consultant_id
    return invited(
        by, Whom(task.store_id, person.pk, task.vehicle_id, advisor), version, channel=channel, origin=f"task:{task.pk}",
        at=at, task_id=task.pk, settles=task.channel == MESSAGE,
    )  # fmt: skip


def link_for_task(by: Actor, task: Task, *, at: datetime) -> str:
    """The link for the message of a task, always the same for one task; empty when nothing is asked. Inside an action."""
    one = for_task(by, task, channel=MESSAGE, at=at)
    return link_of(one) if one else ""


def link_of(one: Invitation) -> str:
    """The whole address of an invitation."""
    return links.address(one.store_id, one.nonce)


@action("surveys.invite")
def invite(
    by: Actor, customer_id: int, code: str, *, vehicle_id: int | None = None, channel: str = "slip", at: datetime
) -> Invitation:
    """A slip or a link for a customer, one a day for one survey and car.

    Missing for what is not there; Refused("survey_archived", "survey_vehicle").
    """
    known = queries.survey(by, code)
    if known.survey.archived_at:
        raise Refused("survey_archived", field="code")
    person = customers.customer(by, customer_id)
    must_be_theirs(by, person.pk, vehicle_id)
    advisor = person.advisor_id if known.survey.about == "service" else person.consultant_id
    origin = f"{channel}:{person.pk}:{vehicle_id or 0}:{known.survey.pk}:{day_of(at):%y%m%d}"
    whom = Whom(person.store_id, person.pk, vehicle_id, advisor)
    return invited(by, whom, known.version, channel=channel, origin=origin, at=at)


def must_be_theirs(by: Actor, customer_id: int, vehicle_id: int | None) -> None:
    """Missing for a car that is not there; Refused("survey_vehicle") for one of somebody else."""
    if vehicle_id and vehicles.vehicle(by, vehicle_id).owner_id not in (None, customer_id):
        raise Refused("survey_vehicle", field="vehicle_id")


def slip(by: Actor, invitation_id: int) -> tuple[Invitation, str]:
    """What a printed slip shows: the invitation and its address. Missing; Denied without ``surveys.invite``."""
    by.require("surveys.invite")
    one = queries.invitation(by, invitation_id)
    return one, link_of(one)


def task_of(by: Actor, task_id: int) -> Task:
    """The care task whose survey is filled in, locked."""
    return tasks.task(by, task_id, lock=True)
