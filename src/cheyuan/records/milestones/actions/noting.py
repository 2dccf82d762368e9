"""Noting a milestone as a fact: by other systems, by hand, and from the sales and workshop rooms to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.kernel.text import half
from cheyuan.records.customers import queries as customers
from cheyuan.records.milestones import following, queries
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.steps import KINDS, STEPS, last_of
from cheyuan.records.vehicles import queries as vehicles

AHEAD = timedelta(minutes=10)
"""Clocks of other systems may be ahead by so much."""
LONGEST_NUMBER, LONGEST_NOTE, LONGEST_WHAT = 40, 200, 120
OPEN = """
INSERT INTO milestones_job (store_id, kind, number, customer_id, vehicle_id, what, step, since, is_open, created_at)
VALUES (%(store)s, %(kind)s, %(number)s, %(customer)s, %(vehicle)s, %(what)s, '', %(since)s, true, %(at)s)
ON CONFLICT (store_id, kind, number) DO NOTHING
"""


@dataclass(frozen=True)
class Fact:
    """One milestone: of which order or job (kind and number), which step, when. Without ``when`` it is now."""

    kind: str
    number: str
    step: str
    when: datetime | None = None
    customer_id: int | None = None
    vehicle_id: int | None = None
    what: str = ""
    note: str = ""


@action("milestones.move")
def note_fact(by: Actor, store_id: int, fact: Fact, *, at: datetime) -> Milestone:
    """Note a milestone; the order or job begins with its first. Told twice it is one, and the customer hears of it once.

    A fact that is older than where the job stands is kept without moving it back, and nobody is told.
    Refused: milestone_step, milestone_number, milestone_future, milestone_store; Missing for a stranger's customer or car.
    """
    if store_id not in by.store_ids:
        raise Denied("store")
    number, when = half(fact.number)[:LONGEST_NUMBER], fact.when or at
    if fact.kind not in KINDS or fact.step not in STEPS[fact.kind]:
        raise Refused("milestone_step", field="step")
    if not number:
        raise Refused("milestone_number", field="number")
    if when > at + AHEAD:
        raise Refused("milestone_future", field="at")
    job = _job(by, store_id, fact, number, when, at)
    known = _known(job, fact.step, when)
    return known or write(by, job, fact.step, when, fact.note, at)


def _job(by: Actor, store_id: int, fact: Fact, number: str, when: datetime, at: datetime) -> Job:
    """The order or job of that number, made when it is new, and locked; what was unknown of it is filled in."""
    customer_id, vehicle_id = _about(by, store_id, fact)
    names: dict[str, Any] = {
        "store": store_id, "kind": fact.kind, "number": number, "customer": customer_id, "vehicle": vehicle_id,
        "what": fact.what.strip()[:LONGEST_WHAT], "since": when, "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(OPEN, names)
    job: Job = Job.objects.select_for_update().get(store_id=store_id, kind=fact.kind, number=number)
    filled = {"customer_id": job.customer_id or customer_id, "vehicle_id": job.vehicle_id or vehicle_id}
    if filled != {"customer_id": job.customer_id, "vehicle_id": job.vehicle_id}:
        Job.objects.filter(pk=job.pk).update(**filled)
        job.customer_id, job.vehicle_id = filled["customer_id"], filled["vehicle_id"]
    return job


def _about(by: Actor, store_id: int, fact: Fact) -> tuple[int | None, int | None]:
    """Whose it is: the customer who is named, else the owner of the car."""
    car = vehicles.vehicle(by, fact.vehicle_id) if fact.vehicle_id else None
    one = customers.customer(by, fact.customer_id) if fact.customer_id else None
    if any(row is not None and row.store_id != store_id for row in (car, one)):
        raise Refused("milestone_store", field="customer_id")
    owner = car.owner_id if car else None
    return one.pk if one else owner, car.pk if car else None


def _known(job: Job, step: str, when: datetime) -> Milestone | None:
    """The same fact told before: the same step at the same moment, or the step on which the job stands already."""
    same: Milestone | None = Milestone.objects.filter(job=job, step=step, at=when, undone_at=None).first()
    if same is None and job.step == step:
        return queries.newest(job.pk)
    return same


def write(by: Actor, job: Job, step: str, when: datetime, words: str, at: datetime) -> Milestone:
    """The milestone, where the job stands now, timeline, audit, and what the customer hears. Inside a scope, job locked."""
    before = queries.newest(job.pk)
    row = Milestone(
        store_id=job.store_id, job=job, step=step, at=when, note=words.strip()[:LONGEST_NOTE], by_id=by.account_id,
        by_name=by.name, noted_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    verb = f"milestone.{job.kind}"
    if before is None or before.at <= when:
        stand(job, row)
        row.message_id, row.told = following.noted(by, job, row, at)
        row.save(update_fields=["message_id", "told"])
    else:
        row.told = "late"
        row.save(update_fields=["told"])
    timeline(
        by, verb, at=when, topic="milestone", customer_id=job.customer_id, vehicle_id=job.vehicle_id, ref=Ref("job", job.pk),
        store_id=job.store_id, **_facts(job, step, row.note),
    )  # fmt: skip
    note(by, "milestone.noted", Ref("job", job.pk), at=at, store_id=job.store_id, step=step, number=job.number)
    return row


def _facts(job: Job, step: str, words: str) -> dict[str, Any]:
    return {"number": job.number, "milestone": f"{job.kind}.{step}", "note": words}


def stand(job: Job, newest: Milestone | None) -> None:
    """Where the job stands: on this milestone, or nowhere."""
    job.step, job.is_open = (newest.step, newest.step != last_of(job.kind)) if newest else ("", False)
    job.since = newest.at if newest else job.since
    job.save(update_fields=["step", "is_open", "since"])
