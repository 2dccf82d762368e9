"""The one gate to possible duplicates and merges."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet

from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.records.duplicates.models import Merge, Moved, Pair


def pairs(by: Actor) -> QuerySet[Pair]:
    """The pairs that the actor may see; those whose question went away with a merge are left out."""
    by.require("duplicates.view")
    rows: QuerySet[Pair] = Pair.objects.filter(store_id__in=by.store_ids).exclude(state="away")
    return rows


def pair(by: Actor, pair_id: int, *, lock: bool = False) -> Pair:
    """One pair; Missing when there is none for this actor."""
    rows = pairs(by)
    found = (rows.select_for_update() if lock else rows).filter(pk=pair_id).first()
    if found is None:
        raise Missing("pair", pair_id)
    return found


def open_pairs_of(by: Actor, customer_id: int) -> list[Pair]:
    """The open questions about a customer, the surest first."""
    return list(
        pairs(by).filter(Q(first_id=customer_id) | Q(second_id=customer_id), state="open").order_by("-score")[:5]
    )


def merge(by: Actor, merge_id: int, *, lock: bool = False) -> Merge:
    """One merge; Missing when there is none for this actor."""
    by.require("duplicates.view")
    rows = Merge.objects.filter(store_id__in=by.store_ids)
    found: Merge | None = (rows.select_for_update() if lock else rows).filter(pk=merge_id).first()
    if found is None:
        raise Missing("merge", merge_id)
    return found


def merges_of(by: Actor, customer_id: int) -> list[Merge]:
    """What was merged into a customer and not taken back, newest first."""
    by.require("duplicates.view")
    rows = Merge.objects.filter(store_id__in=by.store_ids, kept_id=customer_id, undone_at=None)
    return list(rows.defer("before", "after", "gone").order_by("-at")[:20])


def moved(by: Actor, merge_id: int) -> list[Moved]:
    """What a merge moved, step by step."""
    return list(Moved.objects.filter(merge=merge(by, merge_id)).defer("rows", "now").order_by("pk"))


def former(by: Actor, customer_id: int) -> int | None:
    """Where the file that had this number went; None when it never was one. Asked by the customers' gate, in any scope."""
    found = asked.rows(_FORMER, id=customer_id, stores=list(by.store_ids))
    return int(found[0][0]) if found else None


_FORMER = """
SELECT kept_id FROM duplicates_merge WHERE gone_id = %(id)s AND store_id = any(%(stores)s::bigint[]) AND undone_at IS NULL
"""


def numbers(customer_id: int) -> list[str]:
    """The customer numbers of files that were merged into this one; inside the scope."""
    rows = Merge.objects.filter(kept_id=customer_id, undone_at=None)
    return list(rows.order_by("pk").values_list("gone_no", flat=True))


def elsewhere(by: Actor, customer_id: int) -> list[int]:
    """Sister stores in whose book the same phone stands; nothing else is told, and it is found by the keyed hash alone."""
    by.require("duplicates.view")
    with connection.cursor() as cursor:
        cursor.execute("SELECT store_id FROM duplicates_elsewhere(%s)", [customer_id])
        return [store for (store,) in cursor.fetchall()]
