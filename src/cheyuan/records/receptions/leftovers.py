"""Visits in the rights of the person (PPL-08): copied; erased with the file, since who came when is about the person alone."""

from collections.abc import Mapping
from typing import Any

from cheyuan.base.intake.loaders import Run
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers.persons import Part, Subject, plain
from cheyuan.records.receptions.models import Reception

TOUCHED = """
SELECT count(*) FROM customers_customer c WHERE c.store_id = %(store)s AND c.batch_id = %(batch)s
  AND EXISTS (SELECT FROM receptions_reception r WHERE r.store_id = c.store_id AND r.customer_id = c.id)"""


def _rows(subject: Subject) -> Any:
    return Reception.objects.filter(customer_id=subject.customer.pk)


def _copy(subject: Subject) -> Any:
    return plain(_rows(subject).order_by("pk"), "store_id", "received_by_id")


def _erase(subject: Subject) -> Mapping[str, int]:
    """How many came on a day and for what stays as a figure nowhere: the entry goes."""
    return {"receptions_reception": _rows(subject).delete()[0]}


def undo_import(run: Run) -> None:
    """An import is not taken back under people who came in since. Refused("undo_touched")."""
    run.cursor.execute(TOUCHED, {"store": run.store_id, "batch": run.batch_id})
    if touched := run.cursor.fetchone()[0]:
        raise Refused("undo_touched", tasks=touched)


PART = Part("receptions", _copy, _erase, ("receptions_reception",), order=30)
