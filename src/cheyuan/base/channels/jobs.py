"""What the queue calls (found by name: every app's ``jobs``). Two of each at once are harmless."""

from contextlib import suppress

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cheyuan.base.channels import leaving
from cheyuan.base.channels.models import Message
from cheyuan.base.jobs.retry import Again
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

LEAVE, ASK = "channels.leave", "channels.ask"
LANES = 4
QUEUE = "work"


@app.periodic(cron="* * * * * */10")
@app.task(name="channels.tick", queue="house", queueing_lock="channels.tick")
def tick(timestamp: int) -> None:
    """Every ten seconds: plan what is held, and call as many lanes as there is work for."""
    for by in leaving.houses():
        leaving.prepare(by, now)
        _call(by)


def _call(by: Actor) -> None:
    with scope(by):
        own = Message.objects.filter(store_id__in=by.store_ids)
        due = own.filter(state="due", due_at__lte=now()).count()
        doubtful = own.filter(state="unknown", ask_at__lte=now()).exists()
    for lane in range(min(LANES, -(-due // leaving.HANDFUL))):
        _defer(LEAVE, by, f"{LEAVE}:{by.group_id}:{lane}")
    if doubtful:
        _defer(ASK, by, f"{ASK}:{by.group_id}")


def _defer(name: str, by: Actor, lock: str) -> None:
    """Put it in line unless it stands there already."""
    task = app.configure_task(name, queue=QUEUE, queueing_lock=lock)
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(group_id=by.group_id)


def _house(group_id: int) -> Actor | None:
    return next((by for by in leaving.houses() if by.group_id == group_id), None)


@app.task(name=LEAVE, queue=QUEUE, pass_context=True, retry=Again())
def leave(context: JobContext, group_id: int) -> None:
    """One lane's shift in a group."""
    if by := _house(group_id):
        leaving.leave(by, now, context.should_abort)


@app.task(name=ASK, queue=QUEUE, pass_context=True, retry=Again())
def ask(context: JobContext, group_id: int) -> None:
    """Ask providers about what is in quarantine."""
    if by := _house(group_id):
        leaving.ask(by, now, context.should_abort)
