"""Counting as background work: every night before the plan, and when somebody asks for it.

A care rule may be for members only: who enters today gets today's task. What a segment asks of due dates is therefore what the
plan of the day before found.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.insight.segments import asking
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

NAME = "segments.count"
HOUR, MINUTE = 5, 10


def work(by: Actor, progress: Progress, *, store_id: int, day: str) -> dict[str, Any]:
    """Somebody pressed "Count now"; twice is harmless."""
    done = asking.write(by, store_id, date.fromisoformat(day), progress)
    return {**done, "address": reverse("segments:list")}


def nightly(by: Actor, day: date) -> None:
    """The membership of the new day. One that was overtaken by a later day is let go."""
    try:
        asking.write(by, by.store_ids[0], day)
    except Refused as refused:
        if refused.code != "segment_past":
            raise
