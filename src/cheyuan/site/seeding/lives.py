"""The past year of a store's households: manners, notes, consents, finished tasks with their calls, slips, held messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.calendar import part_of
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.site.demo import world as demo
from cheyuan.site.demo.life import Life, PastTask
from cheyuan.site.demo.past import life

PARTS = {"morning": 1, "afternoon": 2, "evening": 4}
BATCH = 2000


@dataclass
class Known:
    """The store's rows that the past refers to."""

    by: Actor
    store_id: int
    customers: dict[str, int]
    vehicles: dict[str, int]
    accounts: Mapping[str, Any]

    @classmethod
    def of(cls, by: Actor, store_id: int, accounts: Mapping[str, Any]) -> "Known":
        """Look them up, in scope."""
        customers = apps.get_model("customers", "Customer").objects.filter(store_id=store_id)
        vehicles = apps.get_model("vehicles", "Vehicle").objects.filter(store_id=store_id)
        return cls(
            by,
            store_id,
            dict(customers.values_list("cust_no", "pk")),
            dict(vehicles.values_list("vin", "pk")),
            accounts,
        )


def write(known: Known, store: demo.Store, seed: int, as_of: date) -> int:
    """Tell and write the lives of all households of the store; answers how many tasks the past had."""
    team: dict[str, list[str]] = {}
    for one in store.staff:
        for post in one.posts:
            team.setdefault(post.role, []).append(one.login)
    lives = [life(household, team, as_of, seed) for household in store.book(seed, as_of)]
    _manners(known, lives)
    _remarks(known, lives)
    _consents(known, lives)
    tasks = _tasks(known, lives)
    _slips(known, lives, tasks)
    _held(known, lives)
    return len(tasks)


def _manners(known: Known, lives: Iterable[Life]) -> None:
    customer = apps.get_model("customers", "Customer")
    names = ("salutation", "avoid", "preferred_channel", "preferred_time", "is_vip")
    rows = []
    for manner in (one.manner for one in lives):
        people = {who: known.accounts.get(getattr(manner, who)) for who in ("consultant", "advisor")}
        row = customer(pk=known.customers[manner.cust_no], tags=list(manner.tags), **people)
        for name in names:
            setattr(row, name, getattr(manner, name))
        rows.append(row)
    customer.objects.bulk_update(rows, [*names, "tags", "consultant", "advisor"], batch_size=500)


def _remarks(known: Known, lives: Iterable[Life]) -> None:
    remark = apps.get_model("customers", "Remark")
    remark.objects.bulk_create(
        (
            remark(
                store_id=known.store_id,
                customer_id=known.customers[one.cust_no],
                kind=one.kind,
                text=one.text,
                at=one.at,
                by_id=known.accounts[one.by].pk,
                by_name=known.accounts[one.by].name,
                kept_at=one.kept_at,
            )
            for told in lives
            for one in told.remarks
        ),
        batch_size=BATCH,
    )


def _consents(known: Known, lives: Iterable[Life]) -> None:
    consent = apps.get_model("customers", "Consent")
    consent.objects.bulk_create(
        (
            consent(
                store_id=known.store_id,
                customer_id=known.customers[one.cust_no],
                purpose=one.purpose,
                channel=one.channel,
                given=one.given,
                at=one.at,
                source=one.source,
            )
            for told in lives
            for one in told.consents
        ),
        batch_size=BATCH,
    )


Key = tuple[str, str, str]


def _key(one: PastTask) -> Key:
    return (one.rule, one.vin or one.cust_no, one.cycle)


def _tasks(known: Known, lives: Iterable[Life]) -> dict[Key, Any]:
    task = apps.get_model("care", "Task")
    past = list({_key(one): one for told in lives for one in told.tasks}.values())
    rows = task.objects.bulk_create([_task(task, known, one) for one in past], batch_size=BATCH)
    _calls(known, zip(past, rows, strict=True))
    return {_key(one): row for one, row in zip(past, rows, strict=True)}


def _task(task: Any, known: Known, one: PastTask) -> Any:
    vehicle = known.vehicles.get(one.vin)
    customer = known.customers[one.cust_no]
    last = one.calls[-1]
    opened = moment(one.opens_on, 6)
    return task(
        store_id=known.store_id,
        rule=one.rule,
        subject_kind="vehicle" if vehicle else "customer",
        subject_id=vehicle or customer,
        subject=one.vin or one.cust_no,
        customer_id=customer,
        vehicle_id=vehicle,
        cycle=one.cycle,
        due_on=one.due_on,
        opens_on=one.opens_on,
        deadline=one.deadline,
        state=one.state,
        role=one.role,
        assignee=known.accounts.get(last.by),
        offer_on=one.opens_on,
        attempts=len(one.calls),
        parts_tried=_parts(one),
        last_attempt_on=day_of(last.at),
        outcome=one.outcome,
        reason=one.reason,
        closed_at=one.closed_at,
        created_on=one.opens_on,
        created_at=opened,
        updated_at=one.closed_at,
    )


def _parts(one: PastTask) -> int:
    tried = 0
    for call in one.calls:
        tried |= _part(call.at)
    return tried


def _part(at: datetime) -> int:
    return PARTS.get(str(part_of(at)), 1)


def _calls(known: Known, tasks: Iterable[tuple[PastTask, Any]]) -> None:
    attempt = apps.get_model("contact", "Attempt")
    reached = import_string("cheyuan.engage.contact.outcomes.BY_CODE")
    rows: list[Any] = []
    lines: dict[str, list[Any]] = {}
    for past, task in tasks:
        for call in past.calls:
            account = known.accounts[call.by]
            rows.append(
                attempt(
                    store_id=known.store_id,
                    task=task,
                    customer_id=task.customer_id,
                    vehicle_id=task.vehicle_id,
                    rule=task.rule,
                    account_id=account.pk,
                    by_name=account.name,
                    role=call.role,
                    at=call.at,
                    day=day_of(call.at),
                    part=_part(call.at),
                    seconds=call.seconds,
                    channel=call.channel,
                    outcome=call.outcome,
                    reached=reached[call.outcome].reached,
                    note=call.note,
                    details=dict(call.details),
                )
            )
            lines.setdefault(call.by, []).append(_line(task, call))
    attempt.objects.bulk_create(rows, batch_size=BATCH)
    write_lines = import_string("cheyuan.base.journal.actions.timeline_many")
    for login, own in lines.items():
        account = known.accounts[login]
        write_lines(replace(known.by, kind="staff", name=account.name, account_id=account.pk), own)


def _line(task: Any, call: Any) -> Any:
    line, ref = import_string("cheyuan.base.journal.lines.Line"), import_string("cheyuan.kernel.ref.Ref")
    agreed = call.details.get("book_at")
    facts = {name: str(call.details.get(name, "")) for name in ("what", "why", "shop", "city", "complaint")}
    return line(
        f"contact.{call.outcome}",
        "contact",
        call.at,
        task.customer_id,
        task.vehicle_id,
        ref("task", task.pk),
        task.store_id,
        facts={**facts, "rule": task.rule, "note": call.note, "when": _when(agreed)},
    )


def _when(agreed: str | None) -> str:
    return f"{datetime.fromisoformat(agreed):%m-%d %H:%M}" if agreed else ""


def _slips(known: Known, lives: Iterable[Life], tasks: Mapping[Key, Any]) -> None:
    booking = apps.get_model("contact", "Booking")
    booking.objects.bulk_create(
        (
            booking(
                store_id=known.store_id,
                customer_id=known.customers[one.cust_no],
                vehicle_id=known.vehicles.get(one.vin),
                at=one.at,
                what=one.what,
                transport=one.transport,
                state=one.state,
                by_name=known.accounts[one.by].name,
                created_at=one.asked_at,
            )
            for told in lives
            for one in told.slips
        ),
        batch_size=BATCH,
    )


def _held(known: Known, lives: Iterable[Life]) -> None:
    hold = import_string("cheyuan.base.channels.actions.hold")
    customer = apps.get_model("customers", "Customer")
    waiting = [one for told in lives for one in told.held]
    phones = dict(
        customer.objects.filter(pk__in=[known.customers[one.cust_no] for one in waiting]).values_list("pk", "phone")
    )
    for one in waiting:
        pk = known.customers[one.cust_no]
        hold(
            known.by,
            customer_id=pk,
            channel=one.channel,
            purpose=one.purpose,
            address=phones[pk],
            text=one.text,
            intent=one.intent,
            reason="birthday" if one.reason == "R14" else "not_reached",
            at=min(one.at, now()),
        )
    _leave(known, sorted({one.at.date() for one in waiting}))


def _leave(known: Known, days: Iterable[date]) -> None:
    """What was asked for on a day in the past has left by its evening, or the policy of that day says why not."""
    prepare, leave = (import_string(f"cheyuan.base.channels.leaving.{name}") for name in ("prepare", "leave"))
    for day in days:
        for hour in (moment(day, 9), moment(day, 20, 30), moment(day + timedelta(days=1), 9)):
            if hour < now():
                prepare(known.by, lambda at=hour: at)
                leave(known.by, lambda at=hour: at)
