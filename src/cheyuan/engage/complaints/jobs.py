"""What the queue calls (found by name: every app's ``jobs``). Two of it at once are harmless."""

from procrastinate.contrib.django import app

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints.actions import escalate, houses
from cheyuan.kernel.clock import now


@app.periodic(cron="* * * * *")
@app.task(name="complaints.tick", queue="house", queueing_lock="complaints.tick")
def tick(timestamp: int) -> None:
    """Every minute: which limits run out or have run out?"""
    for by in houses():
        with scope(by):
            escalate(by, at=now())
