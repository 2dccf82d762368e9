"""What the queue calls: the greetings of the day, owners told of an event, the weather service asked every ten minutes."""

import logging
from datetime import date
from typing import Any

from django.urls import reverse
from procrastinate.contrib.django import app

from cheyuan.base.jobs.work import Progress
from cheyuan.engage.greetings import actions
from cheyuan.engage.greetings.weather import polling, services
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now

log = logging.getLogger("cheyuan.weather")
DAY, HOUR, MINUTE = "greetings.day", 6, 10
"""After the care plan of the night, before anybody comes to work."""


def daily(by: Actor, day: date) -> None:
    """The greetings of a store's day; twice is harmless."""
    actions.hold_day(by, by.store_ids[0], day, at=now())


def warn(by: Actor, progress: Progress, *, store_id: int, event_id: int) -> dict[str, Any]:
    """Tell the owners in the region of an event; the house does it, whoever reported it."""
    house = system(by.group_id, (store_id,), name=by.name)
    wave = actions.hold_event(house, event_id, at=now())
    held = int(wave.counts.get("held", 0)) if wave else 0
    return {"messages": held, "address": reverse("weather:page", args=[event_id])}


@app.periodic(cron="*/10 * * * *")
@app.task(name="greetings.poll", queue="house", queueing_lock="greetings.poll")
def poll(timestamp: int) -> None:
    """Ask the weather service, when there is one."""
    service = services.service()
    for by in polling.houses() if service else ():
        try:
            polling.poll(by, service, at=now())  # type: ignore[arg-type]
        except services.Away as away:
            log.warning("weather service gave no answer: %s", away)
            return
