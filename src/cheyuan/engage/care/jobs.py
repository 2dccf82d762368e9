"""The plan as background work: every night at 05:30 store time, and when somebody asks for it. Both in a process of its own.

Rules may be for the members of segments: today's plan has them counted first, unless the night's counting did it already.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import process
from cheyuan.engage.care.queries.own import own_rules
from cheyuan.insight.segments.actions import count_first
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

NAME = "care.plan"
HOUR, MINUTE = 5, 30


def work(by: Actor, progress: Progress, *, store_id: int, as_of: str) -> dict[str, Any]:
    """Somebody pressed "Plan today"; twice is harmless."""
    members_first(by, store_id, date.fromisoformat(as_of))
    done = process.plan(by, store_id, as_of, progress)
    return {**done, "address": reverse("care:run", args=[done["run"]])}


def nightly(by: Actor, day: date) -> None:
    """The plan of the new day, before anybody comes to work."""
    members_first(by, by.store_ids[0], day)
    process.plan(by, by.store_ids[0], day.isoformat())


def members_first(by: Actor, store_id: int, day: date) -> None:
    """Before today's plan: who belongs to the segments that rules in force name. Of other days it is known, or cannot be."""
    if day != day_of(now()):
        return
    here = by.within(store_id)
    with scope(here):
        codes = {one.segment for one in own_rules(here, day) if one.on and one.segment}
    count_first(here, store_id, codes, day)
