"""Reading what happened: the timeline of a customer or a car, and the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Count, Q, QuerySet

from cheyuan.base.journal.models import AuditEntry, TimelineEntry
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
    return _timeline(by, Q(customer_id=customer_id), topics, before, limit)


def timeline_of_vehicle(
    by: Actor, vehicle_id: int, *, topics: Sequence[str] = (), before: str = "", limit: int = 50
) -> Page[TimelineEntry]:
    """What happened to a car in the actor's stores, of some topics only when they are given."""
    return _timeline(by, Q(vehicle_id=vehicle_id), topics, before, limit)


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
    asked = Q(*((name, value) for name, value in named.items() if value is not None))
    here = Q(store_id__in=by.store_ids) | Q(store_id=None)
    return _page(AuditEntry.objects.filter(here, asked), before, limit)


def _timeline(by: Actor, who: Q, topics: Sequence[str], before: str, limit: int) -> Page[TimelineEntry]:
    rows = TimelineEntry.objects.filter(who, store_id__in=by.store_ids)
    return _page(rows.filter(topic__in=topics) if topics else rows, before, limit)


def _page(rows: QuerySet[Any], before: str, limit: int) -> Page[Any]:
    if before:
        at, id = _place(before)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id), at__lte=at)
    found = list(rows.order_by("-at", "-id")[: limit + 1])
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
    rows = TimelineEntry.objects.filter(customer_id=customer_id, store_id__in=by.store_ids)
    return dict(rows.order_by().values_list("topic").annotate(number=Count("pk")))
