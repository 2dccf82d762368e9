"""Telling people, and what they do with it. Reading and ticking off is everybody's own; it is kept without audit."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from cheyuan.base.accounts.audience import people_of
from cheyuan.base.inbox import queries, records
from cheyuan.base.inbox.models import Notice
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref

NOWHERE = Ref("", 0)


def push(
    by: Actor, kind: str, ref: Ref, key: str, /, *, store_id: int, to: Iterable[int], at: datetime, **facts: Any
) -> int:
    """Tell some people, inside the caller's scope; answers to how many. For one cause (``key``) nobody is told twice.

    ``facts`` fill the sentence of the kind; ``ref`` is the record that one must be able to see, ``NOWHERE`` without one.
    """
    rows = [
        Notice(
            store_id=store_id, account_id=one, kind=kind, key=key[:120], object_kind=ref.kind,
            object_id=ref.id if ref.kind else None, facts=facts, by_name=by.name if by.kind != "system" else "", at=at,
        )
        for one in sorted(set(to) - {by.account_id or 0})
    ]  # fmt: skip
    known = set(Notice.objects.filter(store_id=store_id, key=key[:120]).values_list("account_id", flat=True))
    new = [row for row in rows if row.account_id not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def holders(by: Actor, store_id: int, roles: Collection[str], ref: Ref, *, at: datetime) -> list[int]:
    """Who of the store has one of the roles ("team_lead": who leads a team) and may see the record; inside a scope."""
    found = people_of(by, store_id, day_of(at)).values()
    fitting = [one for one in found if one.actor.roles & set(roles) or (one.leads and "team_lead" in roles)]
    return [one.id for one in fitting if not ref.kind or records.sees(one.actor, ref.kind, ref.id)]


def settle(
    ref: Ref,
    kinds: Sequence[str],
    *,
    at: datetime,
    account_id: int | None = None,
    but: Collection[str] = (),
    keys: Collection[str] | None = None,
) -> int:
    """What these notices asked for was done by somebody: they wait for nobody any more. Inside the caller's scope.

    ``but`` leaves out some keys, ``keys`` names the only ones. Answers how many.
    """
    rows = Notice.objects.filter(object_kind=ref.kind, object_id=ref.id, kind__in=list(kinds), done_at=None)
    rows = rows.exclude(key__in=list(but)) if but else rows
    rows = rows.filter(key__in=list(keys)) if keys is not None else rows
    rows = rows.filter(account_id=account_id) if account_id is not None else rows
    return int(rows.update(done_at=at))


@action("inbox.view")
def look(by: Actor, *, at: datetime) -> None:
    """The person opens the inbox: what they may not see any more stops counting as new."""
    new = queries.of(by).filter(queries.is_new(True))
    gone = new.exclude(pk__in=list(new.filter(records.seen(by)).values_list("pk", flat=True)))
    gone.update(read_at=at)


@action("inbox.view")
def read(by: Actor, ids: Collection[int], *, at: datetime) -> list[int]:
    """They are no longer new; answers which were."""
    return _mark(by, ids, "read_at", at)


@action("inbox.view")
def unread(by: Actor, ids: Collection[int]) -> list[int]:
    """Take ``read`` back."""
    return _mark(by, ids, "read_at", None)


@action("inbox.view")
def read_all(by: Actor, *, at: datetime) -> list[int]:
    """Nothing is new any more; answers what was, so that it can be taken back."""
    ids = list(queries.of(by).filter(queries.is_new(True)).values_list("pk", flat=True))
    queries.of(by).filter(pk__in=ids).update(read_at=at)
    return ids


@action("inbox.view")
def done(by: Actor, ids: Collection[int], *, at: datetime) -> list[int]:
    """They are dealt with; answers which were not."""
    return _mark(by, ids, "done_at", at)


@action("inbox.view")
def reopen(by: Actor, ids: Collection[int]) -> list[int]:
    """Take ``done`` back."""
    return _mark(by, ids, "done_at", None)


def _mark(by: Actor, ids: Collection[int], field: str, value: datetime | None) -> list[int]:
    """Set or empty one moment where it is not so yet; Missing when none of them is there for the actor."""
    rows = dict(queries.notices(by).filter(pk__in=list(ids)).values_list("pk", field))
    if not rows:
        raise Missing("notice", next(iter(ids), None))
    changed = [pk for pk, known in rows.items() if (known is None) != (value is None)]
    Notice.objects.filter(pk__in=changed).update(**{field: value})
    return changed
