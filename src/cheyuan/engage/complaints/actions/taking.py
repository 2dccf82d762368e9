"""Taking a complaint: by a form, by the API, or by a room above inside its own action (a call, a survey)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.complaints.actions.steps import assign, classify
from cheyuan.engage.complaints.clocks import reckon
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import COMPLAINT
from cheyuan.engage.complaints.queries import complaint
from cheyuan.engage.complaints.recording import history, line, record, ref, said
from cheyuan.engage.complaints.words import CHANNELS, DEPARTMENTS, KINDS, SEVERITIES
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

BACK = 14
"""A complaint is entered at most so many days after it came."""


@dataclass(frozen=True)
class Heard:
    """What is known when a complaint comes in. Empty department and kind: nobody has classified it yet.

    ``origin`` names what opened it ("attempt:5", "survey:77"): asked twice, it is still one complaint.
    """

    channel: str
    text: str
    customer_id: int | None = None
    vehicle_id: int | None = None
    department: str = ""
    kind: str = ""
    severity: str = "normal"
    origin: str = ""
    answer_task_id: int | None = None


@action("complaints.take")
def take(
    by: Actor, store_id: int, heard: Heard, *, at: datetime, received_at: datetime | None = None,
    assignee_id: int | None = None,
) -> Complaint:  # fmt: skip
    """Write a complaint down; who may lead classifies and gives it out in the same breath when both are known.

    Refused: complaint_words, complaint_channel, complaint_kind, complaint_department, complaint_severity,
    complaint_future, complaint_old, complaint_vehicle; Missing for a store, customer or car that is not there.
    """
    since = received_at or at
    _persons(by, heard)
    if since > at:
        raise Refused("complaint_future", field="received_at")
    if at - since > timedelta(days=BACK):
        raise Refused("complaint_old", field="received_at", days=BACK)
    one = open_complaint(by, store_of(by, store_id).pk, heard, at=at, received_at=since)
    if heard.department and heard.kind and by.may("complaints.lead") and one.state == "received":
        classify(by, one.pk, department=heard.department, kind=heard.kind, severity=heard.severity, at=at)
        if assignee_id:
            assign(by, one.pk, assignee_id, at=at)
        return complaint(by, one.pk)
    return one


def open_complaint(
    by: Actor, store_id: int, heard: Heard, *, at: datetime, received_at: datetime | None = None
) -> Complaint:
    """The same for rooms above, inside their action and without a right of its own: the call or the survey had it."""
    words = said(heard.text)
    _check(heard)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('complaint number', %s))", [store_id])
    if heard.origin and (known := Complaint.objects.filter(store_id=store_id, origin=heard.origin).first()):
        return known
    since = received_at or at
    one = _written(by, store_id, heard, words, since, at)
    history(by, one, "receive", since, was="", words=words, facts={"channel": one.channel})
    reckon(one)
    line(by, one, "receive", since, words=words)
    note(by, "complaint.receive", ref(one), at=at, store_id=store_id, number=one.number, channel=one.channel)
    return one


def take_back_opening(by: Actor, complaint_id: int, *, at: datetime) -> None:
    """What ``open_complaint`` wrote is no complaint after all; Conflict("wrong_state") when somebody works on it already."""
    one = Complaint.objects.select_for_update().filter(store_id__in=by.store_ids, pk=complaint_id).first()
    if one is not None:
        record(by, one, "withdraw", at, state=COMPLAINT.to(one.state, "withdraw"))


def _written(by: Actor, store_id: int, heard: Heard, words: str, since: datetime, at: datetime) -> Complaint:
    year = day_of(since).year
    last = Complaint.objects.filter(store_id=store_id, year=year).aggregate(last=Max("serial"))["last"] or 0
    one = Complaint(
        store_id=store_id, year=year, serial=last + 1, number=f"T{year}-{last + 1:06d}", channel=heard.channel,
        customer_id=heard.customer_id, vehicle_id=heard.vehicle_id, department=heard.department or "care",
        kind=heard.kind or "other", severity=heard.severity, text=words, received_at=since, opened_at=since,
        origin=heard.origin, answer_task_id=heard.answer_task_id, taken_by_id=by.account_id, taken_by_name=by.name,
        updated_at=at,
    )  # fmt: skip
    one.save(force_insert=True)
    return one


def _check(heard: Heard) -> None:
    for name, known, needed in (
        ("channel", CHANNELS, True), ("severity", SEVERITIES, True), ("kind", KINDS, False),
        ("department", DEPARTMENTS, False),
    ):  # fmt: skip
        given = getattr(heard, name)
        if (given or needed) and given not in known:
            raise Refused(f"complaint_{name}", field=name)


def _persons(by: Actor, heard: Heard) -> None:
    """Both are there for the actor, and belong together when both are named."""
    if heard.customer_id:
        customers.customer(by, heard.customer_id)
    if heard.vehicle_id:
        owner = vehicles.vehicle(by, heard.vehicle_id).owner_id
        if heard.customer_id and owner not in (None, heard.customer_id):
            raise Refused("complaint_vehicle", field="vehicle_id")
