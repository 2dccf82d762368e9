"""Memberships in the rights of the person (PPL-08): in their copy, and erased: a segment is a statement about somebody."""

from collections.abc import Mapping
from typing import Any

from cheyuan.base.intake.loaders import Run
from cheyuan.insight.segments.models import Membership
from cheyuan.records.customers.persons import Part, Subject, plain

UNDO = """
DELETE FROM segments_membership m WHERE m.store_id = %(store)s AND (
  EXISTS (SELECT FROM customers_customer c WHERE c.store_id = m.store_id AND c.id = m.customer_id AND c.batch_id = %(batch)s)
  OR m.subject_kind = 'vehicle' AND EXISTS (SELECT FROM vehicles_vehicle v WHERE v.store_id = m.store_id
    AND v.id = m.subject_id AND v.batch_id = %(batch)s))"""


def _rows(subject: Subject) -> Any:
    return Membership.objects.filter(customer_id=subject.customer.pk)


def _copy(subject: Subject) -> Any:
    return plain(_rows(subject).order_by("pk"), "store_id")


def _erase(subject: Subject) -> Mapping[str, int]:
    return {"segments_membership": _rows(subject).delete()[0]}


def undo_import(run: Run) -> None:
    """Who came with an import that is taken back belongs to nothing."""
    run.cursor.execute(UNDO, {"store": run.store_id, "batch": run.batch_id})


PART = Part("segments", _copy, _erase, ("segments_membership",), order=25)
