"""What can be done about duplicates: find them, merge two files, take it back, or say that they are two people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customer_actions
from cheyuan.records.customers import queries as customers
from cheyuan.records.duplicates import consents, fields, finding, merging, queries, restoring
from cheyuan.records.duplicates.events import BookArrived
from cheyuan.records.duplicates.merging import Move
from cheyuan.records.duplicates.models import Merge, Pair

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer


def nightly(by: Actor, day: date) -> None:
    """Every night in every store."""
    _find(by, by.store_ids[0], now())


def arrived(by: Actor, event: BookArrived) -> None:
    """After an import."""
    _find(by, event.store_id, now())


@action("duplicates.merge")
def find(by: Actor, store_id: int, *, at: datetime) -> int:
    """Look for a store's duplicates now; answers how many pairs fit."""
    return _find(by, store_id, at)


def _find(by: Actor, store_id: int, at: datetime) -> int:
    with scope(by):
        return finding.find(store_id, by.group_id, least=value("duplicates.least", store_id), at=at)


@action("duplicates.view")
def suggest(by: Actor, one_id: int, other_id: int, *, at: datetime) -> Pair:
    """Somebody noticed it themselves. Refused: pair_self, pair_store."""
    one, other = customers.customer(by, one_id), customers.customer(by, other_id)
    if one.pk == other.pk:
        raise Refused("pair_self", field="who")
    if one.store_id != other.store_id:
        raise Refused("pair_store", field="who")
    first, second = sorted((one.pk, other.pk))
    row, _new = Pair.objects.get_or_create(
        store_id=one.store_id, first_id=first, second_id=second,
        defaults={"reasons": ["manual"], "score": 100, "found_at": at},
    )  # fmt: skip
    if row.state in ("different", "away"):
        row.state, row.decided_at, row.by_name, row.merge_id = "open", None, "", None
        row.save(update_fields=["state", "decided_at", "by_name", "merge_id"])
    return row  # type: ignore[no-any-return]


@action("duplicates.merge")
def part(by: Actor, pair_id: int, *, at: datetime) -> Pair:
    """These are two people: never suggested again. Refused("pair_decided")."""
    row = queries.pair(by, pair_id, lock=True)
    if row.state != "open":
        raise Refused("pair_decided")
    _decided(row, "different", by, at)
    note(by, "duplicate.different", Ref("pair", row.pk), at=at, store_id=row.store_id)
    return row


@action("duplicates.merge")
def reopen(by: Actor, pair_id: int, *, at: datetime) -> Pair:
    """Take ``part`` back."""
    row = queries.pair(by, pair_id, lock=True)
    if row.state == "different":
        _decided(row, "open", by, None)
        note(by, "duplicate.reopened", Ref("pair", row.pk), at=at, store_id=row.store_id)
    return row


def _decided(row: Pair, state: str, by: Actor, at: datetime | None, merge_id: int | None = None) -> None:
    row.state, row.decided_at, row.by_name, row.merge_id = state, at, by.name if at else "", merge_id
    row.save(update_fields=["state", "decided_at", "by_name", "merge_id"])


@action("duplicates.merge")
def merge(by: Actor, kept_id: int, gone_id: int, *, at: datetime, choice: Mapping[str, str] | None = None) -> Merge:
    """Make one file of two: everything that points to ``gone`` points to ``kept`` afterwards, and its row goes.

    ``choice``: field (``fields.GROUPS``) → "kept" or "gone"; left out, the kept file's own where it has one. Refused:
    pair_self, pair_store.
    """
    if kept_id == gone_id:
        raise Refused("pair_self")
    both = {pk: customers.customer(by, pk, lock=True) for pk in sorted((kept_id, gone_id))}
    kept, gone = both[kept_id], both[gone_id]
    if kept.pk == gone.pk:
        raise Refused("pair_self")
    if kept.store_id != gone.store_id:
        raise Refused("pair_store")
    row = Merge.objects.create(
        store_id=kept.store_id, kept_id=kept.pk, into_id=kept.pk, gone_id=gone.pk, gone_no=gone.cust_no,
        choice=dict(choice or {}), at=at, by_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    move = Move(by, row, at)
    row.before, row.gone = _row(move, kept.pk), _row(move, gone.pk)
    _joined(move, kept, gone, choice or {})
    row.after = _row(move, kept.pk)
    row.save(update_fields=["before", "after", "gone", "stayed"])
    _close_pairs(move, by, at)
    _tell(by, "duplicate.merged", row, at)
    return row  # type: ignore[no-any-return]


def _joined(move: Move, kept: Customer, gone: Customer, choice: Mapping[str, str]) -> None:
    numbers = {one.phone: one.phone_key for one in (kept, gone) if one.phone}
    merging.settle(move)
    consents.stricter(move)
    changed = fields.apply(kept, gone, choice)
    for number, key in numbers.items():
        if number != kept.phone:
            consents.keep_number(move, number, key)
    move.run()
    earlier = Merge.objects.filter(kept_id=gone.pk, undone_at=None).values_list("pk", flat=True)
    move.write("moved", "duplicates_merge", "kept_id", ids=list(earlier))
    Merge.objects.filter(kept_id=gone.pk, undone_at=None).update(kept_id=kept.pk)
    move.ask("DELETE FROM customers_customer WHERE store_id = %(store)s AND id = %(gone)s")
    kept.updated_at = move.at
    kept.save(update_fields=[*changed, "updated_at"])
    carried = consents.carry(move, kept, set(numbers))
    move.merge.stayed = {"refusals": carried} if carried else {}
    customer_actions.reindex(move.by, kept.pk)


def _row(move: Move, pk: int) -> dict[str, Any]:
    found = move.ask("SELECT to_jsonb(c) FROM customers_customer c WHERE store_id = %(store)s AND id = %(id)s", id=pk)[
        0
    ][0]
    row: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return row


def _close_pairs(move: Move, by: Actor, at: datetime) -> None:
    for one in queries.pairs(by).filter(store_id=move.merge.store_id, state="open").filter(
        first_id__in=(move.kept, move.gone)
    ) | queries.pairs(by).filter(store_id=move.merge.store_id, state="open", second_id__in=(move.kept, move.gone)):
        if {one.first_id, one.second_id} == {move.kept, move.gone}:
            _decided(one, "merged", by, at, move.merge.pk)
        elif move.gone in (one.first_id, one.second_id):
            _decided(one, "away", by, at, move.merge.pk)


def _tell(by: Actor, verb: str, row: Merge, at: datetime) -> None:
    ref = Ref("customer", row.into_id)
    timeline(by, verb, at=at, topic="file", customer_id=row.into_id, ref=ref, store_id=row.store_id, number=row.gone_no)
    note(by, verb, ref, at=at, store_id=row.store_id, gone=row.gone_id, merge=row.pk)


@action("duplicates.merge")
def undo(by: Actor, merge_id: int, *, at: datetime) -> Merge:
    """Two files again, exactly as they were; what was written since stays with the kept one.

    Refused: merge_undone, merge_final (the days are over), merge_deeper (the kept file was merged since: undo that first),
    cust_no_taken. ``stayed`` says what did not go back.
    """
    row = queries.merge(by, merge_id, lock=True)
    if row.undone_at is not None:
        raise Refused("merge_undone")
    days = value("duplicates.undo_days", row.store_id)
    if row.final or at > row.at + timedelta(days=days):
        raise Refused("merge_final", days=days)
    if row.kept_id != row.into_id:
        raise Refused("merge_deeper")
    kept = customers.customer(by, row.into_id, lock=True)
    move = Move(by, row, at)
    if move.ask("SELECT 1 FROM customers_customer WHERE store_id = %(store)s AND cust_no = %(no)s", no=row.gone_no):
        raise Refused("cust_no_taken", value=row.gone_no)
    restoring.insert(move, "customers_customer", row.gone)
    edited = restoring.fields_back(move)
    left = restoring.give_back(move)
    row.undone_at, row.undone_by = at, by.name
    row.stayed = {**row.stayed, "rows": left, "fields": edited}
    row.save(update_fields=["undone_at", "undone_by", "stayed"])
    Pair.objects.filter(store_id=row.store_id, merge_id=row.pk).update(
        state="open", decided_at=None, by_name="", merge_id=None
    )
    customer_actions.reindex(by, kept.pk)
    _tell(by, "duplicate.undone", row, at)
    return row
