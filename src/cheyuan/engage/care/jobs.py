"""The plan as background work: every night at 05:30 store time, and when somebody asks for it. Both in a process of its own."""

from datetime import date
from typing import Any

from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.engage.care import process
from cheyuan.kernel.actor import Actor

NAME = "care.plan"
HOUR, MINUTE = 5, 30


def work(by: Actor, progress: Progress, *, store_id: int, as_of: str) -> dict[str, Any]:
    """Somebody pressed "Plan today"; twice is harmless."""
    done = process.plan(by, store_id, as_of, progress)
    return {**done, "address": reverse("care:run", args=[done["run"]])}


def nightly(by: Actor, day: date) -> None:
    """The plan of the new day, before anybody comes to work."""
    process.plan(by, by.store_ids[0], day.isoformat())
