"""Weather events: taken once per source and number, told once to each owner in the region, cancelled while messages wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection

from cheyuan.base.channels.wordings import filled
from cheyuan.base.jobs import actions as jobs
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.queries import store_of, stores
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import queries
from cheyuan.engage.greetings.actions.holding import fill
from cheyuan.engage.greetings.actions.waves import locked, stopped, told
from cheyuan.engage.greetings.audience import Asked
from cheyuan.engage.greetings.greeting import CHINESE, ENGLISH, Greeting, words
from cheyuan.engage.greetings.models import Event, Wave
from cheyuan.engage.greetings.region import region
from cheyuan.engage.greetings.rights import WARN
from cheyuan.engage.greetings.weather.reports import Report, checked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, day_of
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref

WORK = "greetings.warn"
HAND = "hand"
"""The source of events that a colleague entered."""
LEVEL_WORDS = {1: "蓝色预警", 2: "黄色预警", 3: "橙色预警", 4: "红色预警"}
LEVEL_NAMES = {1: "blue", 2: "yellow", 3: "orange", 4: "red"}
CONCERNED = """
SELECT EXISTS (SELECT FROM customers_customer c WHERE c.store_id = %s AND c.erased_at IS NULL
  AND (c.city = ANY(%s) OR (c.city = '' AND c.province = ANY(%s))))
"""


@dataclass(frozen=True)
class Taken:
    """What became of a report in a store: new, same, revised or cancelled."""

    event: Event
    outcome: str


@action(WARN.name)
def take(by: Actor, reports: Iterable[Report], *, at: datetime) -> list[Taken]:
    """Keep reports in every store of the actor that lies in the region or has customers there; all or none (Refused).

    The same report again changes nothing. News is told to owners by work in the background.
    """
    found = []
    for report in [checked(one) for one in reports]:
        found += [_keep(by, store.pk, report, at) for store in concerned(by, report.regions)]
    return found


def concerned(by: Actor, names: Sequence[str]) -> list[Store]:
    """The actor's stores whose people such a region concerns."""
    found = []
    for store in stores(by).filter(is_active=True):
        where = region(names, store.city)
        if where.store_in or _asked(CONCERNED, [store.pk, where.cities, where.provinces]):
            found.append(store)
    return found


def _asked(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.fetchone()[0])


def _keep(by: Actor, store_id: int, report: Report, at: datetime) -> Taken:
    values: dict[str, Any] = {
        "kind": report.kind, "level": report.level, "regions": list(report.regions), "headline": report.headline,
        "valid_from": report.valid_from, "valid_to": report.valid_to,
    }  # fmt: skip
    names = {"store_id": store_id, "source": report.source, "number": report.number}
    found, new = Event.objects.get_or_create(**names, defaults={**values, "at": at, "by_name": by.name})
    found = Event.objects.select_for_update().get(pk=found.pk)
    if report.cancelled:
        return Taken(found, _cancelled(by, found, at))
    if found.state == "cancelled":
        return Taken(found, "same")
    differs = [name for name, value in values.items() if getattr(found, name) != value]
    if differs:
        for name in differs:
            setattr(found, name, values[name])
        found.revised_at, found.reason = at, ""
        found.save(update_fields=[*differs, "revised_at", "reason"])
    elif not new:
        return Taken(found, "same")
    verb = "weather.revised" if differs else "weather.reported"
    note(by, verb, Ref("weather_event", found.pk), at=at, store_id=store_id, source=found.source, number=found.number)
    _start(by, found, at)
    return Taken(found, "revised" if differs else "new")


def _start(by: Actor, found: Event, at: datetime) -> None:
    args = {"store_id": found.store_id, "event_id": found.pk}
    jobs.start(by.within(found.store_id), WORK, found.headline or found.number, args, at=at, store_id=found.store_id)


def hold_event(by: Actor, event_id: int, *, at: datetime) -> Wave | None:
    """Tell the owners in the region, once each; None when nobody is to be told, with the reason on the event.

    The work of the house, in the background; twice or two at once do no harm.
    """
    by.require(WARN.name)
    with scope(by):
        found = queries.event(by, event_id, lock=True)
        greeting = queries.greeting(by, found.store_id, f"weather_{found.kind}")
        on = greeting.on and queries.switched_on(found.store_id, "weather")
        silent = queries.silent(found.store_id, found, at, on)
        if silent and found.reason == "told":
            return None
        found.reason = silent or "told"
        found.save(update_fields=["reason"])
        if silent:
            return None
        asked = asked_for(by, greeting, found, at)
        wave = locked(by, greeting, str(found.pk), asked, day_of(asked.leaves_at), at, found.pk)
        if wave.state != "stopped":
            fill(by, wave, asked, partial(_values, store_of(by, found.store_id), found), at=at)
        return wave


def asked_for(by: Actor, greeting: Greeting, found: Event, at: datetime) -> Asked:
    """The advice about an event: now, or from when on it holds; of use until it ends, for its region."""
    store = store_of(by, found.store_id)
    where = region(found.regions, store.city)
    return Asked(greeting, found.store_id, max(at, found.valid_from), found.valid_to, where)


def text_of(by: Actor, greeting: Greeting, found: Event) -> str:
    """The advice as it would read, with the customer's own words left open."""
    values = _values(store_of(by, found.store_id), found, CHINESE)
    return filled(words(greeting, CHINESE), {**values, "title": "…", "car": "…"})


def _values(store: Store, found: Event, language: str) -> dict[str, str]:
    until = found.valid_to.astimezone(SHANGHAI)
    if language == ENGLISH:
        names, level = ", ".join(found.regions[:3]), f"{LEVEL_NAMES[found.level]} alert"
        more = " and elsewhere" if len(found.regions) > 3 else ""
        return dict(told(store, place=names + more, level=level, until=f"{until.day} {until:%b %H:%M}"))
    place = "、".join(found.regions[:3]) + ("等地" if len(found.regions) > 3 else "")
    ends = f"{until.month} 月 {until.day} 日 {until:%H:%M}"
    return dict(told(store, place=place, level=LEVEL_WORDS[found.level], until=ends))


@action(WARN.name)
def enter(by: Actor, store_id: int, report: Report, *, at: datetime) -> Event:
    """A colleague reports an event for one store, wherever it lies. Conflict("weather_known") for a number already used."""
    kept = _keep(by.within(store_id), store_id, checked(report), at)
    if kept.outcome != "new":
        raise Conflict("weather_known", number=report.number)
    return kept.event


@action(WARN.name)
def cancel(by: Actor, event_id: int, *, at: datetime) -> Event:
    """The event is off: what still waits is taken back, nobody else is told. Conflict("weather_cancelled") the second time."""
    found = queries.event(by, event_id, lock=True)
    if _cancelled(by, found, at) == "same":
        raise Conflict("weather_cancelled")
    return found


def _cancelled(by: Actor, found: Event, at: datetime) -> str:
    if found.state == "cancelled":
        return "same"
    found.state, found.reason, found.revised_at = "cancelled", "cancelled", at
    found.save(update_fields=["state", "reason", "revised_at"])
    for wave in Wave.objects.select_for_update().filter(store_id=found.store_id, event=found).exclude(state="stopped"):
        if queries.waiting(wave):
            stopped(by, wave, at=at)
    note(by, "weather.cancelled", Ref("weather_event", found.pk), at=at, store_id=found.store_id, source=found.source,
         number=found.number)  # fmt: skip
    return "cancelled"
