"""Figures as background work: every night after the care plan, and when somebody asks for them."""

from datetime import date
from typing import Any

from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.insight.metrics import actions
from cheyuan.kernel.actor import Actor

NIGHTLY = "metrics.nightly"
HOUR, MINUTE = 5, 50


def work(by: Actor, progress: Progress, *, store_id: int) -> dict[str, Any]:
    """Somebody pressed "Reckon anew"; twice is harmless."""
    return {**actions.refresh(by, store_id, report=progress), "address": reverse("metrics:dictionary")}


def nightly(by: Actor, day: date) -> None:
    """The figures of the new day, before anybody comes to work."""
    actions.refresh(by, by.store_ids[0], as_of=day)
