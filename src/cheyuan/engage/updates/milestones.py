"""CARE-R24: a milestone that the store's policy names becomes a service message at once, at most once; undone, it goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels import queries as outgoing
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.updates import texts
from cheyuan.engage.updates.policies import key_of
from cheyuan.engage.updates.ways import ways
from cheyuan.kernel import plate
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Conflict
from cheyuan.records.customers import queries as customers
from cheyuan.records.milestones import queries as milestones
from cheyuan.records.milestones.queries import Follower, Told

if TYPE_CHECKING:
    from cheyuan.records.milestones.models import Job, Milestone

REASON = "milestone"
GONE = ("withdrawn", "refused", "dropped")
"""Messages in such a state reached nobody."""


def noted(by: Actor, job: Job, row: Milestone, at: datetime) -> Told:
    """Hold the message, or say why there is none. Inside the transaction of the milestone."""
    store = job.store_id
    if not (value("care.on_R24", store) and value(key_of(job.kind, row.step), store)):
        return Told(None, "off")
    if at - row.at > timedelta(hours=int(value("care.r24_fresh_hours", store))):
        return Told(None, "old")
    if job.customer_id is None:
        return Told(None, "nobody")
    house = system(by.group_id, (store,), name=by.name)
    if _told_before(house, job, row):
        return Told(None, "told")
    return _held(house, job, row, at)


def _told_before(house: Actor, job: Job, row: Milestone) -> bool:
    """The same step was noted and taken back when its message had left already: nobody hears it twice."""
    same = [one for one in milestones.of_job(house, job.pk) if one.pk != row.pk and one.step == row.step]
    spoken = [one.message_id for one in same if one.undone_at is not None and one.message_id]
    return any(outgoing.message(house, pk).state not in GONE for pk in spoken)


def _held(house: Actor, job: Job, row: Milestone, at: datetime) -> Told:
    one = customers.customer(house, int(job.customer_id or 0))
    way = ways(house, job.store_id, [(row.pk, one)], "service", at)[row.pk]
    if not way.channel:
        return Told(None, "refused" if way.code == "refused" else "no_address")
    car, language = job.vehicle, texts.spoken(one)
    values = {
        "title": texts.address(one), "store": store_names([job.store_id])[job.store_id], "number": job.number,
        "car": f"{car} {plate.spoken(car.plate) if car.plate else ''}".strip() if car else texts.CAR[language],
    }  # fmt: skip
    message = channels.hold(
        house, customer_id=one.pk, channel=way.channel, purpose="service", address=way.address,
        text=texts.text_of(job.store_id, f"r24.{job.kind}.{row.step}", way.channel, language, values),
        language=language, intent=f"milestone:{row.pk}", reason=REASON,
        phone=one.phone, chosen=way.chosen, store_id=job.store_id, at=at,
    )  # fmt: skip
    return Told(message.pk, "" if message.state == "held" else "refused")


def undone(by: Actor, job: Job, row: Milestone, at: datetime) -> None:
    """What still waits does not leave; what has left has left."""
    if row.message_id is None:
        return
    try:
        channels.withdraw(system(by.group_id, (job.store_id,), name=by.name), row.message_id, at=at)
    except Conflict:
        return


FOLLOWER = Follower(noted, undone)
