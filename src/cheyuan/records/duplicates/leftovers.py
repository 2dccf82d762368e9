"""Duplicates in the rights of the person, in imports taken back, and how long merges are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cheyuan.base.intake.loaders import Run
from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.customers.persons import Part, Subject
from cheyuan.records.duplicates.models import DocumentKey, Merge, Moved, Pair

GROUP = _("Duplicates")
POLICIES = (
    PolicySpec("duplicates.undo_days", 30, _("A merge can be taken back for"), "days", least=1, most=90, group=GROUP),
    PolicySpec("duplicates.least", 50, _("Suggested from a score of"), least=20, most=100, group=GROUP),
)
TOUCHED = """
SELECT count(*) FROM duplicates_merge m LEFT JOIN customers_customer c ON c.store_id = m.store_id AND c.id = m.kept_id
WHERE m.store_id = %(store)s AND m.undone_at IS NULL
  AND (c.batch_id = %(batch)s OR (m.gone ->> 'batch_id')::bigint = %(batch)s OR (m.before ->> 'batch_id')::bigint = %(batch)s)"""


def finish(rows: Any) -> int:
    """Make merges final: what they remember of the rows goes; that and where they led stays."""
    ids = list(rows.filter(final=False).values_list("pk", flat=True))
    Moved.objects.filter(merge_id__in=ids).delete()
    return int(Merge.objects.filter(pk__in=ids).update(final=True, before={}, after={}, gone={}, choice={}))


def _mine(subject: Subject) -> Any:
    return Merge.objects.filter(Q(kept_id=subject.customer.pk) | Q(into_id=subject.customer.pk))


def _copy(subject: Subject) -> Any:
    rows = _mine(subject).filter(undone_at=None).order_by("pk")
    return [{"number": one.gone_no, "at": one.at} for one in rows.only("gone_no", "at", "store")]


def _erase(subject: Subject) -> Mapping[str, int]:
    one = subject.customer.pk
    rows = Merge.objects.filter(Q(kept_id=one) | Q(into_id=one) | Q(gone_id=one))
    moved = Moved.objects.filter(merge__in=rows).count()
    return {
        "duplicates_moved": moved,
        "duplicates_merge": finish(rows),
        "duplicates_pair": Pair.objects.filter(Q(first_id=one) | Q(second_id=one)).delete()[0],
        "duplicates_documentkey": DocumentKey.objects.filter(customer_id=one).delete()[0],
    }


def undo_import(run: Run) -> None:
    """An import is not taken back under files that were merged. Refused("undo_touched")."""
    run.cursor.execute(TOUCHED, {"store": run.store_id, "batch": run.batch_id})
    if touched := run.cursor.fetchone()[0]:
        raise Refused("undo_touched", tasks=touched)


def drop_pairs(run: Run) -> None:
    """The hashes and questions about imported customers go with them."""
    mine = "SELECT id FROM customers_customer WHERE store_id = %(store)s AND batch_id = %(batch)s"
    run.sql(f"DELETE FROM duplicates_documentkey WHERE store_id = %(store)s AND customer_id IN ({mine})")  # noqa: S608
    run.sql(
        f"DELETE FROM duplicates_pair WHERE store_id = %(store)s AND (first_id IN ({mine}) OR second_id IN ({mine}))"  # noqa: S608
    )


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        return finish(Merge.objects.filter(at__lt=before))


KEEPING = Keeping("merges", "duplicates.undo_days", _remove)
PART = Part(
    "duplicates", _copy, _erase,
    ("duplicates_moved", "duplicates_merge", "duplicates_pair", "duplicates_documentkey"), order=60,
)  # fmt: skip
