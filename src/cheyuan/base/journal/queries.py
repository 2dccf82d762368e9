"""Reading what happened: the timeline of a customer or a car, and the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, newest first, and where the next page begins (empty at the end)."""

    rows: list[Row]
    before: str


def timeline_of_customer(
    by: Actor, customer_id: int, *, topics: Sequence[str] = (), before: str = "", limit: int = 50
) -> Page[TimelineEntry]:
    """What happened to a customer in the actor's stores, of some topics only when they are given."""
    return _timeline(by, "customer_id", customer_id, topics, before, limit)


def timeline_of_vehicle(
    by: Actor, vehicle_id: int, *, topics: Sequence[str] = (), before: str = "", limit: int = 50
) -> Page[TimelineEntry]:
    """What happened to a car in the actor's stores, of some topics only when they are given."""
    return _timeline(by, "vehicle_id", vehicle_id, topics, before, limit)


def audit(
    by: Actor,
    *,
    kind: str = "",
    object_id: int | None = None,
    verb: str = "",
    actor_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: str = "",
    limit: int = 50,
) -> Page[AuditEntry]:
    """The audit of the actor's stores and their group, by what, about what and by whom; Denied without ``audit.view``."""
    by.require("audit.view")
    named = {
        "kind": kind or None,
        "object_id": object_id,
        "verb": verb or None,
        "actor_id": actor_id,
        "at__gte": since,
        "at__lt": until,
    }
    wanted = Q(*((name, value) for name, value in named.items() if value is not None))
    here = Q(store_id__in=by.store_ids) | Q(store_id=None)
    return _page(AuditEntry.objects.filter(here, wanted), before, limit)


def _timeline(by: Actor, whose: str, id: int, topics: Sequence[str], before: str, limit: int) -> Page[TimelineEntry]:
    at, place = _place(before) if before else (None, 0)
    where = f"WHERE t.{whose} = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
    where += " AND t.topic = any(%(topics)s)" if topics else ""
    where += " AND (t.at, t.id) < (%(at)s, %(place)s)" if before else ""
    where += " ORDER BY t.at DESC, t.id DESC LIMIT %(limit)s"
    named: dict[str, Any] = {
        "id": id, "stores": list(by.store_ids), "topics": list(topics), "at": at, "place": place,
    }  # fmt: skip
    return _cut(asked.records(TimelineEntry, where, **named, limit=limit + 1), limit)


def _page(rows: QuerySet[Any], before: str, limit: int) -> Page[Any]:
    if before:
        at, id = _place(before)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id), at__lte=at)
    return _cut(list(rows.order_by("-at", "-id")[: limit + 1]), limit)


def _cut(found: list[Any], limit: int) -> Page[Any]:
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Page(found[:limit], f"{last.at.isoformat()}~{last.id}" if last else "")


def _place(before: str) -> tuple[datetime, int]:
    at, _, id = before.partition("~")
    try:
        return datetime.fromisoformat(at), int(id)
    except ValueError:
        raise Refused("cursor_wrong", cursor=before) from None


def topics_of_customer(by: Actor, customer_id: int) -> dict[str, int]:
    """How many entries of each topic a customer has in the actor's stores."""
    return dict(asked.rows(_TOPICS, id=customer_id, stores=list(by.store_ids)))


_TOPICS = """
SELECT topic, count(*) FROM journal_timelineentry
WHERE customer_id = %(id)s AND store_id = any(%(stores)s::bigint[]) GROUP BY 1
"""
