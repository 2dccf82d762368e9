"""Rule R04 and others of its kind: the survey goes out by message; whoever does not answer is called some days later."""

from datetime import date, datetime, timedelta

from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact import messages
from cheyuan.engage.surveys.actions import ensure_surveys
from cheyuan.engage.surveys.queries import ABOUT_OF_RULE
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.ref import Ref

NAME, HOUR, MINUTE = "contact.surveys", 9, 15


def daily(by: Actor, day: date) -> None:
    """Every morning, after the plan."""
    send(by, at=now())


def send(by: Actor, *, at: datetime) -> int:
    """Hold the message of every task that asks by message and was not asked yet; answers how many.

    Each is a transaction of its own; run twice, nobody is asked twice. The task then waits for the customer. A group that
    never had surveys gets the ready-made ones.
    """
    today = day_of(at)
    with scope(by):
        rows = tasks.tasks(by).filter(
            state="open", channel="message", rule__in=list(ABOUT_OF_RULE), attempts=0, next_at=None, offer_on__lte=today
        )
        ids = list(rows.order_by("deadline", "pk").values_list("pk", flat=True))
    if ids:
        ensure_surveys(by.group_id, at=at)
    return sum(_asked(by, one, at) for one in ids)


def _asked(by: Actor, task_id: int, at: datetime) -> bool:
    with scope(by):
        task = tasks.task(by, task_id, lock=True)
        if task.state != "open" or task.next_at is not None or not messages.ask(by, task, at=at):
            return False
        days = value("surveys.wait_days", task.store_id)
        care.postpone(task, until=at + timedelta(days=days), waits=True, at=at)
        note(by, "survey.sent", Ref("task", task.pk), at=at, store_id=task.store_id)
    return True
