"""What runs, what ran, and how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from cheyuan.base.jobs.models import Work
from cheyuan.base.jobs.run import OPEN
from cheyuan.base.tenancy import asked
from cheyuan.base.tenancy.scope import once, reading
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


@dataclass(frozen=True)
class Top:
    """What the top bar knows of a person: their own work, and the figures of other rooms by name."""

    works: list[Work]
    figures: Mapping[str, int]


Values = Callable[[Actor], Mapping[str, Any]]
_figures: dict[str, tuple[str, Values]] = {}


def figure(name: str, question: str, values: Values) -> None:
    """Let another room's figure be asked beside the work, so that the top bar needs one question for all.

    ``question`` is a SELECT of one whole number; it knows ``%(by)s`` (account), ``%(stores)s`` and what ``values`` adds.
    Done in AppConfig.ready.
    """
    _figures[name] = (f"({question})", values)


def top(by: Actor) -> Top:
    """The top bar's answer: asked once for a page that reads."""
    return once(("top", by.account_id, by.store_ids, by.rights), lambda: _top(by))


def _top(by: Actor) -> Top:
    named: dict[str, Any] = {"by": by.account_id, "stores": list(by.store_ids), "open": list(OPEN)}
    for _question, values in _figures.values():
        named.update(values(by))
    with reading(by):
        figures, works = asked.beside(
            Work, [question for question, _values in _figures.values()], _RUNNING, since=now() - LINGER, **named
        )
    return Top(works if by.may("work.own") else [], dict(zip(_figures, figures, strict=True)))


def running(by: Actor) -> list[Work]:
    """The actor's own work for the top bar: what waits or runs, and what ended within the hour and was not seen."""
    return top(by).works


_RUNNING = """
WHERE t.by_id = %(by)s AND t.store_id = any(%(stores)s::bigint[])
 AND (t.state = any(%(open)s) OR (t.finished_at >= %(since)s AND t.seen_at IS NULL)) ORDER BY t.id DESC LIMIT 10
"""


def page(by: Actor, *, before: int = 0, limit: int = 50) -> Page:
    """Work of the actor's stores; only their own without the right to see that of colleagues."""
    rows = visible(by).filter(id__lt=before) if before else visible(by)
    found = list(rows.order_by("-id")[: limit + 1])
    return Page(found[:limit], found[limit - 1].pk if len(found) > limit else 0)


def one(by: Actor, work_id: int) -> Work:
    """One piece of work; Missing when there is none for this actor."""
    found = visible(by).filter(pk=work_id).first()
    if found is None:
        raise Missing("work", work_id)
    return found


def visible(by: Actor) -> "QuerySet[Work]":
    """The gate to work: of the whole store, or only the actor's own without the right to that of colleagues."""
    by.require("work.own")
    rows: QuerySet[Work] = Work.objects.filter(store_id__in=by.store_ids)
    return rows if by.may("work.all") else rows.filter(by_id=by.account_id)


def share(row: Work) -> int | None:
    """How far the work is, 0 to 100; None while nobody knows."""
    return min(100, row.done * 100 // row.total) if row.total else None
