"""Writing down what happened, inside the transaction of the action that did it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from cheyuan.base.journal.lines import Line
from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

BATCH = 5000


def note(by: Actor, verb: str, ref: Ref, /, *, at: datetime, store_id: int | None = None, **facts: Any) -> AuditEntry:
    """One row of the audit, closed into its chain at commit; ``facts`` without personal data.

    The chain is that of ``store_id``, else of the store the actor works in, else of the group.
    """
    entry = AuditEntry(
        group_id=by.group_id,
        store_id=store_id or by.store_id,
        at=at,
        actor_kind=by.kind,
        actor_id=by.account_id,
        actor_name=by.name,
        request_id=by.request_id,
        verb=verb,
        kind=ref.kind,
        object_id=ref.id,
        facts=facts | _lenders(by),
    )
    entry.save(force_insert=True)
    return entry


def _lenders(by: Actor) -> dict[str, Any]:
    """A deputy acts under two names: whose rights were lent is written beside who used them."""
    return {"stands_for": "、".join(f"{name} #{account}" for account, name in by.stands_for)} if by.stands_for else {}


def note_many(
    by: Actor, verb: str, kind: str, ids: Iterable[int], /, *, at: datetime, store_id: int | None = None, **facts: Any
) -> AuditEntry:
    """One row for a bulk action: how many records of ``kind``, and a digest that later proves which ones."""
    count, digest = digest_of(ids)
    return note(by, verb, Ref(kind, 0), at=at, store_id=store_id, count=count, digest=digest, **facts)


def digest_of(ids: Iterable[int]) -> tuple[int, str]:
    """How many, and the SHA-256 (hex) over the ids in ascending order, each followed by a line feed."""
    ordered = sorted(ids)
    return len(ordered), hashlib.sha256("".join(f"{one}\n" for one in ordered).encode()).hexdigest()


def timeline(
    by: Actor,
    verb: str,
    /,
    *,
    at: datetime,
    topic: str,
    customer_id: int | None = None,
    vehicle_id: int | None = None,
    ref: Ref | None = None,
    store_id: int | None = None,
    **facts: Any,
) -> TimelineEntry:
    """One line for colleagues on the page of a customer or a car."""
    line = Line(verb, topic, at, customer_id, vehicle_id, ref, store_id, None, facts)
    entry = _row(by, line)
    entry.save(force_insert=True)
    return entry


def timeline_many(by: Actor, lines: Iterable[Line]) -> int:
    """The same for a bulk action; answers how many lines were written."""
    rows, written = (_row(by, line) for line in lines), 0
    while batch := list(islice(rows, BATCH)):
        TimelineEntry.objects.bulk_create(batch)
        written += len(batch)
    return written


def _row(by: Actor, line: Line) -> TimelineEntry:
    return TimelineEntry(
        store_id=line.store_id or by.store_id or by.store_ids[0],
        customer_id=line.customer_id,
        vehicle_id=line.vehicle_id,
        at=line.at,
        verb=line.verb,
        topic=line.topic,
        facts=line.facts,
        kind=line.ref.kind if line.ref else "",
        object_id=line.ref.id if line.ref else None,
        by_id=by.account_id,
        by_name=by.name,
        batch_id=line.batch_id,
    )
