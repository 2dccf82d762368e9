"""Weather events of the actor's stores."""

from datetime import date, datetime

from django.db.models import QuerySet

from cheyuan.base.policies.queries import value
from cheyuan.engage.greetings.models import Event
from cheyuan.engage.greetings.rights import VIEW
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def events(by: Actor) -> "QuerySet[Event]":
    """All of them."""
    by.require(VIEW.name)
    rows: QuerySet[Event] = Event.objects.filter(store_id__in=by.store_ids)
    return rows


def event(by: Actor, event_id: int, *, lock: bool = False) -> Event:
    """One of them; Missing when it is not there for this actor. ``lock`` holds the row until the transaction ends."""
    rows = events(by).filter(pk=event_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("weather_event", event_id)
    return found


def silent(store_id: int, one: Event, at: datetime, on: bool, day: date | None = None) -> str:
    """Why nobody is told of an event ("" when people are): cancelled, over, low (level below the policy's), off."""
    if one.state == "cancelled":
        return "cancelled"
    if one.valid_to <= at:
        return "over"
    if one.level < int(value("care.r16_least_level", store_id, day)):
        return "low"
    return "" if on else "off"
