"""Greetings on their day, and taking back what still waits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cheyuan.base.channels.actions import withdraw_many
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.queries import store_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import queries
from cheyuan.engage.greetings.actions.holding import fill
from cheyuan.engage.greetings.audience import Asked
from cheyuan.engage.greetings.greeting import Greeting
from cheyuan.engage.greetings.models import Wave
from cheyuan.engage.greetings.rights import EDIT
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Conflict, Denied
from cheyuan.kernel.ref import Ref


def asked_on(greeting: Greeting, store: Store, day: date, at: datetime) -> Asked:
    """The greeting as it leaves on a day: at the store's hour, or now when that has passed; of use until its days end."""
    zone = ZoneInfo(store.zone)
    leaves = max(at, moment(day, int(value("care.r15_hour", store.pk, day)), zone=zone))
    return Asked(greeting, store.pk, leaves, moment(day + timedelta(days=greeting.days), zone=zone))


def hold_day(by: Actor, store_id: int, day: date, *, at: datetime) -> list[Wave]:
    """Hold what the store's calendar has on that day, each greeting in a transaction of its own; twice does no harm.

    The work of the house (``by`` is the system, or somebody who may edit greetings).
    """
    by.require(EDIT.name)
    with scope(by):
        due = queries.due(by, store_id, day)
    return [_hold(by, store_id, greeting, year, day, at) for greeting, year in due]


def _hold(by: Actor, store_id: int, greeting: Greeting, year: int, day: date, at: datetime) -> Wave:
    with scope(by):
        store = store_of(by, store_id)
        asked = asked_on(greeting, store, day, at)
        wave = locked(by, greeting, str(year), asked, day, at)
        if wave.state == "open" and asked.leaves_at < (asked.use_by or asked.leaves_at):
            fill(by, wave, asked, lambda _language: told(store), at=at)
        return wave


def locked(
    by: Actor, greeting: Greeting, cycle: str, asked: Asked, day: date, at: datetime, event_id: int | None = None
) -> Wave:
    """The wave of the greeting and cycle, made when it is not there, and locked until the transaction ends."""
    fresh = Wave(
        store_id=asked.store_id, code=greeting.code, cycle=cycle, kind=greeting.kind, title=greeting.title[:80], day=day,
        leaves_at=asked.leaves_at, use_by=asked.use_by, at=at, by_name=by.name, event_id=event_id,
    )  # fmt: skip
    Wave.objects.bulk_create([fresh], ignore_conflicts=True)
    found: Wave = Wave.objects.select_for_update().get(store_id=asked.store_id, code=greeting.code, cycle=cycle)
    return found


def told(store: Store, **more: str) -> Mapping[str, str]:
    """The values that are the same for everybody."""
    return {"store": store.name, "phone": store.phone or "—", **more}


@action(EDIT.name)
def stop(by: Actor, wave_id: int, *, at: datetime) -> int:
    """Take a greeting back while its messages wait; answers how many were taken back. It is not held again this year.

    Conflict("wave_gone") when nothing waits any more.
    """
    wave = queries.wave(by, wave_id, lock=True)
    return stopped(by, wave, at=at)


def stopped(by: Actor, wave: Wave, *, at: datetime) -> int:
    """The same for a wave that is locked already."""
    if wave.store_id not in by.store_ids:
        raise Denied("store")
    gone = withdraw_many(by, queries.waiting(wave), why="greeting_stopped", at=at)
    if not gone and wave.state != "open":
        raise Conflict("wave_gone")
    wave.state, wave.stopped_at = "stopped", at
    wave.save(update_fields=["state", "stopped_at"])
    note(by, "greeting.stopped", Ref("greeting_wave", wave.pk), at=at, store_id=wave.store_id, code=wave.code,
         cycle=wave.cycle, messages=len(gone))  # fmt: skip
    return len(gone)
