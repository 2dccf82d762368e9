"""Steps of a care task. Callers hold the task locked (``queries.task(…, lock=True)``) inside their own action."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from cheyuan.base.accounts.queries import colleagues, stands_in_for
from cheyuan.base.journal.actions import note, note_many
from cheyuan.base.journal.events import tell
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import queries
from cheyuan.engage.care.actions.passing import Passing
from cheyuan.engage.care.events import Given, Taken
from cheyuan.engage.care.models import Task
from cheyuan.engage.care.moves import TASK
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Missing
from cheyuan.kernel.ref import Ref

CLAIM_LASTS = timedelta(minutes=30)
FREE: dict[str, Any] = {"claimed_by_id": None, "claimed_at": None}
KEPT = (
    "state", "assignee_id", "claimed_by_id", "claimed_at", "offer_on", "next_at", "waits_for_customer", "attempts", "parts_tried",
    "last_attempt_on", "outcome", "reason", "closed_at", "channel",
)  # fmt: skip


@dataclass(frozen=True)
class Before:
    """A task as it was before a step, to give it back when the step is undone."""

    task_id: int
    values: Mapping[str, Any]

    @classmethod
    def of(cls, task: Task) -> "Before":
        """Remember a task."""
        return cls(task.pk, {name: _plain(getattr(task, name)) for name in KEPT})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _move(task: Task, step: str, at: datetime, **changes: Any) -> None:
    """Move by a conditional UPDATE: whoever comes second is told so instead of overwriting."""
    target = TASK.to(task.state, step)
    moved = Task.objects.filter(pk=task.pk, state=task.state).update(state=target, updated_at=at, **changes)
    if not moved:
        raise Conflict("task_changed", id=task.pk)
    task.state = target
    for name, value in changes.items():
        setattr(task, name, value)


def must_be_open(task: Task) -> None:
    """Conflict("wrong_state") when the task is not open any more."""
    TASK.to(task.state, "settle")


def settle(task: Task, *, outcome: str, reason: str = "", at: datetime) -> None:
    """The task is done with an outcome."""
    _move(task, "settle", at, outcome=outcome, reason=reason, closed_at=at, waits_for_customer=False, **FREE)


def settle_by_id(task_id: int, *, outcome: str, at: datetime) -> bool:
    """A task whose matter was settled elsewhere is done; answers whether it was still open. Inside the caller's action."""
    rows = Task.objects.filter(pk=task_id, state="open")
    changes = {"outcome": outcome, "closed_at": at, "waits_for_customer": False, **FREE}
    return bool(rows.update(state=TASK.to("open", "settle"), updated_at=at, **changes))


def unsettle(task_id: int, *, at: datetime) -> bool:
    """Take ``settle_by_id`` or ``withdraw_task`` back; answers whether the task was settled or withdrawn."""
    rows = Task.objects.filter(pk=task_id, state__in=TASK.sources("undo"))
    return bool(rows.update(state="open", outcome="", reason="", closed_at=None, updated_at=at))


def give_up(task: Task, *, outcome: str, at: datetime) -> None:
    """Three attempts on three days reached nobody: closed as failed to reach, and counted so (CARE-13)."""
    _move(task, "give_up", at, outcome=outcome, reason="not_reached", closed_at=at, waits_for_customer=False, **FREE)


def record_attempt(by: Actor, task: Task, *, part: int, day: date, at: datetime) -> None:
    """One more attempt in a part of the day (1 morning, 2 afternoon, 4 evening); who made it keeps the task."""
    task.attempts += 1
    task.parts_tried |= part
    task.last_attempt_on = day
    task.assignee_id = task.assignee_id or by.account_id
    Task.objects.filter(pk=task.pk).update(
        attempts=task.attempts, parts_tried=task.parts_tried, last_attempt_on=day, assignee_id=task.assignee_id,
        updated_at=at,
    )  # fmt: skip


def postpone(task: Task, *, until: datetime, waits: bool, at: datetime) -> None:
    """The next attempt is at ``until``; ``waits`` says that the customer asked for it."""
    changes: dict[str, Any] = {"next_at": until, "waits_for_customer": waits, **FREE}
    if not Task.objects.filter(pk=task.pk, state="open").update(**changes, updated_at=at):
        raise Conflict("task_changed", id=task.pk)
    for name, value in changes.items():
        setattr(task, name, value)


def resume(task: Task, *, at_moment: datetime | None, at: datetime) -> None:
    """Back into the queue: at once, or at the moment that was set before."""
    Task.objects.filter(pk=task.pk, state="open").update(next_at=at_moment, waits_for_customer=False, updated_at=at)


def holder(task: Task, by: Actor, at: datetime) -> str:
    """The name of the colleague who has the task open just now; empty when nobody else has."""
    fresh = task.claimed_at is not None and at - task.claimed_at < CLAIM_LASTS
    if not fresh or task.claimed_by_id in (None, by.account_id):
        return ""
    return task.claimed_by.name if task.claimed_by else ""


@action("care.tasks.work")
def claim(by: Actor, task_id: int, *, at: datetime) -> Task:
    """Take a task to the desk for 30 minutes, or go on holding it; Conflict("task_taken", name) when a colleague was quicker.

    One conditional UPDATE decides: of two at the same moment one gets it. Conflict("task_of_colleague", name) for what
    belongs to somebody else who is here today, unless one may give tasks out.
    """
    task = queries.task(by, task_id)
    TASK.to(task.state, "settle")
    _mine_to_take(by, task, at)
    free = (
        Q(claimed_by=None) | Q(claimed_by_id=by.account_id) | Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM_LASTS)
    )
    held = task.claimed_by_id == by.account_id
    rows = Task.objects.filter(free, pk=task.pk, state="open", assignee_id=task.assignee_id)
    if not rows.update(claimed_by_id=by.account_id, claimed_at=at):
        now = queries.task(by, task_id)
        TASK.to(now.state, "settle")
        raise Conflict("task_taken", name=holder(now, by, at))
    if not held:
        note(by, "task.claimed", Ref("task", task.pk), at=at, store_id=task.store_id)
    return queries.task(by, task_id)


def _mine_to_take(by: Actor, task: Task, at: datetime) -> None:
    """Not what belongs to a colleague who is here; the work of an absent one is open to who stands in."""
    if task.assignee_id in (None, by.account_id) or by.may("care.tasks.assign"):
        return
    if task.assignee_id not in stands_in_for(by, day_of(at)):
        raise Conflict("task_of_colleague", name=task.assignee.name if task.assignee else "")


@action("care.tasks.work")
def release(by: Actor, task_id: int, *, at: datetime) -> None:
    """Put a task back that one only looked at; Missing when it is not there for the actor."""
    task = queries.task(by, task_id)
    Task.objects.filter(pk=task.pk, claimed_by_id=by.account_id, state="open").update(**FREE, updated_at=at)


@action("care.tasks.assign")
def assign(by: Actor, task_ids: Iterable[int], account_id: int | None, *, at: datetime) -> list[Passing]:
    """Give open tasks to a colleague, or to nobody so that the team may take them; answers which, and whose they were."""
    if account_id is not None and account_id not in colleagues(by, day_of(at)):
        raise Missing("account", account_id)
    rows = queries.tasks(by).filter(pk__in=list(task_ids), state="open")
    held = list(rows.select_for_update().values_list("pk", "store_id", "assignee_id"))
    ids = [pk for pk, _store, _whose in held]
    Task.objects.filter(pk__in=ids).update(assignee_id=account_id, **FREE, updated_at=at)
    if ids:
        entry = note_many(by, "tasks.assigned", "task", ids, at=at, account=account_id)
        _tell_moved(by, entry.pk, account_id, [(store, whose) for _pk, store, whose in held if whose != account_id])
    return [Passing(pk, whose, account_id) for pk, _store, whose in held]


def _tell_moved(by: Actor, batch: int, to: int | None, moved: Iterable[tuple[int, int | None]]) -> None:
    """Who got tasks and whose were taken over hears of it, each once for a whole move."""
    counts = Counter(moved)
    for store in sorted({store for store, _whose in counts}):
        taken = {whose: count for (where, whose), count in counts.items() if where == store}
        if to is not None and to != by.account_id:
            tell(Given(store, to, sum(taken.values()), batch, by.name))
        for whose, count in taken.items():
            if whose is not None and whose != by.account_id:
                tell(Taken(store, whose, count, batch, by.name))


def close_tasks(
    by: Actor,
    *,
    reason: str,
    at: datetime,
    customer_id: int | None = None,
    vehicle_id: int | None = None,
    rules: Iterable[str] = (),
) -> list[int]:
    """Close the open tasks of a customer or a car whose reason went away (sold, do not contact); answers which.

    Runs inside the caller's action; ``rules`` narrows it to some rules.
    """
    where = {name: one for name, one in (("customer_id", customer_id), ("vehicle_id", vehicle_id)) if one is not None}
    if not where:
        raise ValueError("whose tasks?")
    rows = Task.objects.filter(state="open", **where)
    rows = rows.filter(rule__in=list(rules)) if rules else rows
    ids = list(rows.select_for_update().values_list("pk", flat=True))
    Task.objects.filter(pk__in=ids, state="open").update(state="closed", reason=reason, closed_at=at, updated_at=at)
    if ids:
        note_many(by, "tasks.closed", "task", ids, at=at, reason=reason)
    return ids


def reopen_tasks(by: Actor, ids: Iterable[int], *, at: datetime) -> int:
    """Take back ``close_tasks``; answers how many were still closed."""
    ids = list(ids)
    if ids:
        note_many(by, "tasks.reopened", "task", ids, at=at)
    rows = Task.objects.filter(pk__in=ids, state="closed")
    return rows.update(state="open", reason="", closed_at=None, updated_at=at)


def withdraw_task(task_id: int, *, reason: str, at: datetime) -> bool:
    """Close a task that nobody has worked on yet; answers whether it was still untouched."""
    rows = Task.objects.filter(pk=task_id, attempts=0, state="open")
    return bool(rows.update(state="closed", reason=reason, closed_at=at, updated_at=at))


@dataclass(frozen=True)
class Asked:
    """A task that no rule of the plan makes: X01 wrong data, X02 complaint, R18 revisit. ``cycle`` makes it unique.

    ``opens_on`` is the day from which it is offered, today without one.
    """

    rule: str
    role: str
    until: datetime
    cycle: str
    facts: Mapping[str, Any]
    priority: int = 60
    opens_on: date | None = None


class Person(NamedTuple):
    """Whom a task is about; ``subject`` is what a person recognises it by (customer's number, VIN)."""

    store_id: int
    subject: str
    customer_id: int
    vehicle_id: int | None = None


def ask(about: Task, asked: Asked, *, at: datetime) -> int | None:
    """Write such a task about the customer and car of another one; its id, the existing one's when asked twice."""
    return ask_about(Person(about.store_id, about.subject, about.customer_id, about.vehicle_id), asked, at=at)


def ask_about(about: Person, asked: Asked, *, at: datetime) -> int | None:
    """The same without another task."""
    today = day_of(at)
    opens = asked.opens_on or today
    key = {
        "store_id": about.store_id, "rule": asked.rule, "subject_kind": "customer", "subject_id": about.customer_id,
        "cycle": asked.cycle,
    }  # fmt: skip
    task = Task(
        **key, subject=about.subject, customer_id=about.customer_id, vehicle_id=about.vehicle_id,
        due_on=day_of(asked.until), opens_on=opens, deadline=asked.until, role=asked.role, priority=asked.priority,
        offer_on=opens, facts=dict(asked.facts), created_on=today, created_at=at, updated_at=at,
    )  # fmt: skip
    Task.objects.bulk_create([task], ignore_conflicts=True)
    return Task.objects.filter(**key).values_list("pk", flat=True).first()


def restore(before: Mapping[str, Any], task_id: int, *, at: datetime) -> None:
    """Give a task back its values from before an undone step."""
    Task.objects.filter(pk=task_id).update(**{**before, "updated_at": at})
