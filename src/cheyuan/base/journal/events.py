"""News for the floors above: told inside the transaction, delivered after commit, in effect once per subscriber."""

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.events import Event

E = TypeVar("E", bound=Event)
Subscriber = Callable[[Actor, Any], None]
TASK = "journal.deliver"
QUEUE = "news"
_kinds: dict[str, type[Event]] = {}
_subscribers: dict[str, dict[str, Subscriber]] = {}


def subscribe(event: type[E], function: Callable[[Actor, E], None]) -> None:
    """Call ``function(by, event)`` for every such event; done in AppConfig.ready of the app that listens.

    It runs after commit as the system, in one transaction in the event's store. What it writes there counts once; if it
    raises, the delivery is tried again later.
    """
    _kinds[_name(event)] = event
    _subscribers.setdefault(_name(event), {})[_name(function)] = function


def tell(*events: Event) -> None:
    """Defer events to their subscribers inside the running transaction, all by one statement: if it rolls back, nobody hears."""
    if not connection.in_atomic_block:
        raise RuntimeError("news is told inside the transaction that makes it true")
    jobs = [job for event in events for job in _jobs(event)]
    if jobs:
        app.configure_task(TASK, queue=QUEUE, priority=10).batch_defer(*jobs)


def _jobs(event: Event) -> list[dict[str, Any]]:
    name = _name(type(event))
    listeners = _subscribers.get(name)
    if not listeners:
        return []
    data, id = _adapter(name).dump_python(event, mode="json"), uuid.uuid4().hex
    return [
        {"event": name, "subscriber": who, "key": f"{id}.{number}", "data": data}
        for number, who in enumerate(listeners)
    ]


def restored(name: str, data: dict[str, Any]) -> Event:
    """The event as it was told; KeyError for a class that no subscriber knows any more."""
    event: Event = _adapter(name).validate_python(data)
    return event


def subscriber(name: str, who: str) -> Subscriber:
    """The function that a delivery is for; KeyError when it is gone."""
    return _subscribers[name][who]


@cache
def _adapter(name: str) -> Any:
    """Made when it is needed: most processes tell and take few kinds of news."""
    return import_string("pydantic.TypeAdapter")(_kinds[name])


def _name(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"
