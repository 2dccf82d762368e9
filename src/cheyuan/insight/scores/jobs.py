"""Scores as background work: every night before the care plan, and when somebody asks. In a process of its own."""

from datetime import date
from typing import Any

from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.insight.scores.process import reckon
from cheyuan.kernel.actor import Actor

NAME, HOUR, MINUTE = "scores.reckon", 4, 50


def work(by: Actor, progress: Progress, *, store_id: int, as_of: str) -> dict[str, Any]:
    """Somebody pressed "Reckon now"; twice is harmless."""
    done = reckon(by, store_id, date.fromisoformat(as_of), progress)
    return {**done, "address": reverse("scores:calibration")}


def nightly(by: Actor, day: date) -> None:
    """The scores of the new day."""
    reckon(by, by.store_ids[0], day)
