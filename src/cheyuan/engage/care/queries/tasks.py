"""The one gate to care tasks."""

from datetime import date

from django.db.models import Q, QuerySet

from cheyuan.base.accounts.queries import stands_in_for
from cheyuan.base.search.queries import Hit
from cheyuan.base.tenancy import asked
from cheyuan.engage.care.models import Task
from cheyuan.engage.care.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing


def tasks(by: Actor) -> QuerySet[Task]:
    """The tasks that the actor may see: managers and care staff all of the store, others what is theirs to do."""
    by.require("care.tasks.view")
    rows = Task.objects.all()
    if sees_all(by):
        return rows
    return rows.filter(in_hand(by, day_of(now())))


def in_hand(by: Actor, today: date) -> Q:
    """What is the actor's to do today: their own, that of colleagues they stand in for, and what nobody of their role has."""
    return Q(assignee_id__in=hands(by, today)) | Q(assignee=None, role__in=by.roles)


def hands(by: Actor, today: date) -> list[int | None]:
    """The actor and the colleagues they stand in for."""
    return [by.account_id, *stands_in_for(by, today)]


def task(by: Actor, task_id: int, *, lock: bool = False) -> Task:
    """One task; Missing when it is not there for this actor. ``lock`` holds it until the transaction ends."""
    rows = tasks(by).select_related("customer", "vehicle", "assignee", "claimed_by")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=task_id).first()
    if found is None:
        raise Missing("task", task_id)
    return found


def numbered(by: Actor, typed: str) -> list[Hit]:
    """For the search box: the task of a number, with or without # before it."""
    number = typed.lstrip("#")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return []
    rows = tasks(by).filter(pk=int(number)).select_related("customer", "vehicle")
    return [
        Hit(row.store_id, "task", row.pk, f"#{row.pk} {row.customer.name}", f"{row.rule} {row.vehicle or ''}".strip())
        for row in rows
    ]


def open_tasks_of_customer(by: Actor, customer_id: int, today: date) -> list[Task]:
    """What is still to be talked about with a customer, nearest deadline first: one call, not three."""
    by.require("care.tasks.view")
    everyone = sees_all(by)
    return asked.records(
        Task, _OPEN, along=("vehicle", "assignee"), id=customer_id, stores=list(by.store_ids), everyone=everyone,
        people=[] if everyone else hands(by, today), roles=sorted(by.roles),
    )  # fmt: skip


_OPEN = """
WHERE t.customer_id = %(id)s AND t.state = 'open' AND t.store_id = any(%(stores)s::bigint[])
  AND (%(everyone)s::bool OR t.assignee_id = any(%(people)s::bigint[])
    OR t.assignee_id IS NULL AND t.role = any(%(roles)s::text[]))
ORDER BY t.deadline, t.id LIMIT 20
"""
