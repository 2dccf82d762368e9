"""Starting long work and asking it to stop."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from cheyuan.base.jobs import queries, work
from cheyuan.base.jobs.events import Seen
from cheyuan.base.jobs.models import Work
from cheyuan.base.jobs.run import OPEN
from cheyuan.base.journal.actions import note
from cheyuan.base.journal.events import tell
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

RUN = "jobs.run"
QUEUE = "work"
ASKED = 5
"""Somebody waits for it: before what the house does by itself, such as a night's work that was missed."""


def start(
    by: Actor, name: str, title: str, args: dict[str, Any] | None = None, *, at: datetime, store_id: int | None = None
) -> Work:
    """Put work in line, in the same transaction as whatever wants it; ``args`` are ids and plain values, nothing personal.

    ``title`` says which one ("2026-11.xlsx"); what kind it is follows from the name. Who may start it is the rule of the
    action that calls this. Refused("work_unknown").
    """
    work.kind(name)
    store = store_id or by.store_id or by.store_ids[0]
    with scope(by):
        row = Work(
            store_id=store, name=name, title=title, args=args or {}, actor=work.packed(by), by_id=by.account_id,
            by_name=by.name, created_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        line = app.configure_task(RUN, queue=QUEUE, priority=ASKED if by.account_id else 0)
        line.defer(work_id=row.pk, group_id=by.group_id, store_id=store)
    return row


@action("work.own")
def cancel(by: Actor, work_id: int, *, at: datetime) -> None:
    """Ask work to stop: at once when it still waits, else at its next report. Work that has ended stays as it is."""
    row = queries.one(by, work_id)
    mine = Work.objects.filter(pk=work_id, state__in=OPEN)
    mine.filter(state="waiting").update(state="cancelled", cancel_asked=True, finished_at=at)
    mine.filter(state="running").update(cancel_asked=True)
    note(by, "work.cancel", Ref("work", work_id), at=at, store_id=row.store_id, name=row.name)


@action("work.own")
def mark_seen(by: Actor, work_id: int, *, at: datetime) -> None:
    """The person has seen how it ended: it leaves the top bar."""
    row = queries.one(by, work_id)
    mine = Work.objects.filter(pk=work_id, by_id=by.account_id, seen_at=None).exclude(state__in=OPEN)
    if mine.update(seen_at=at) and by.account_id:
        tell(Seen(row.store_id, work_id, by.account_id))
