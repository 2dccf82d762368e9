"""What runs, what ran, and how far it is."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from cheyuan.base.jobs.models import Work
from cheyuan.base.jobs.run import OPEN
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing

LINGER = timedelta(hours=1)
"""How long work that ended stays in the top bar until it is seen."""


@dataclass(frozen=True)
class Page:
    """Some work, newest first, and where the next page begins (0 at the end)."""

    rows: list[Work]
    before: int


def running(by: Actor) -> list[Work]:
    """The actor's own work for the top bar: what waits or runs, and what ended within the hour and was not seen."""
    since = now() - LINGER
    return asked.records(Work, _RUNNING, by=by.account_id, stores=list(by.store_ids), open=list(OPEN), since=since)


_RUNNING = """
WHERE t.by_id = %(by)s AND t.store_id = any(%(stores)s::bigint[])
 AND (t.state = any(%(open)s) OR (t.finished_at >= %(since)s AND t.seen_at IS NULL)) ORDER BY t.id DESC LIMIT 10
"""


def page(by: Actor, *, before: int = 0, limit: int = 50) -> Page:
    """Work of the actor's stores; only their own without the right to see that of colleagues."""
    rows = _visible(by).filter(id__lt=before) if before else _visible(by)
    found = list(rows.order_by("-id")[: limit + 1])
    return Page(found[:limit], found[limit - 1].pk if len(found) > limit else 0)


def one(by: Actor, work_id: int) -> Work:
    """One piece of work; Missing when there is none for this actor."""
    found = _visible(by).filter(pk=work_id).first()
    if found is None:
        raise Missing("work", work_id)
    return found


def _visible(by: Actor) -> "QuerySet[Work]":
    by.require("work.own")
    rows: QuerySet[Work] = Work.objects.filter(store_id__in=by.store_ids)
    return rows if by.may("work.all") else rows.filter(by_id=by.account_id)


def share(row: Work) -> int | None:
    """How far the work is, 0 to 100; None while nobody knows."""
    return min(100, row.done * 100 // row.total) if row.total else None
