"""A worker process for tests: knows one slow piece of work and runs until it is killed."""

import asyncio
import time

from cheyuan.base.jobs import work
from cheyuan.base.journal import actions
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.site.worker import live

SLOW, STEPS, STEP_SECONDS = "tests.slow", 12, 0.15
PROGRAM = f"import django; django.setup(); from {__name__} import main; main()"


def slow(by, progress, *, steps=STEPS, pause=time.sleep):
    """Writes one line per step that is not there yet: idempotent by itself, but only when nobody else is at it."""
    for step in range(steps):
        with scope(by):
            if not TimelineEntry.objects.filter(customer_id=step).exists():
                pause(STEP_SECONDS)
                actions.timeline(by, "step", at=now(), topic="test", customer_id=step)
        progress(step + 1, steps)
    return {}


def main():
    """Work until killed."""
    work.register(SLOW, slow)
    asyncio.run(live(2))
