"""Households and roles in the rights of the person (PPL-08): copied, and gone with the file."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from cheyuan.base.intake.loaders import Run
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers.persons import Part, Subject
from cheyuan.records.relations import queries
from cheyuan.records.relations.models import Household, Member, Tie

TOUCHED = """
SELECT count(*) FROM customers_customer c WHERE c.store_id = %(store)s AND c.batch_id = %(batch)s AND (
  EXISTS (SELECT FROM relations_member m WHERE m.store_id = c.store_id AND m.customer_id = c.id)
  OR EXISTS (SELECT FROM relations_tie t WHERE t.store_id = c.store_id AND (t.person_id = c.id OR t.company_id = c.id)))"""


def _ties(subject: Subject) -> Any:
    return Tie.objects.filter(Q(person_id=subject.customer.pk) | Q(company_id=subject.customer.pk))


def _copy(subject: Subject) -> Any:
    """Their own part in it; the others are other persons and stand in their own copies."""
    there = queries.membership(subject.by, subject.customer.pk)
    return {
        "household": {"part": there.part, "child_years": there.household.child_years} if there else None,
        "roles": [
            {"role": row.role, "company": row.company_id, "vehicle": row.vehicle_id}
            for row in _ties(subject).filter(person_id=subject.customer.pk).order_by("pk")
        ],
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    """A household in which nobody is left goes as well: children's years are personal."""
    mine = Member.objects.filter(customer_id=subject.customer.pk)
    homes = list(mine.values_list("household_id", flat=True))
    gone = mine.delete()[0]
    empty = Household.objects.filter(pk__in=homes).exclude(pk__in=Member.objects.values("household_id"))
    return {
        "relations_member": gone,
        "relations_tie": _ties(subject).delete()[0],
        "relations_household": empty.delete()[0],
    }


def undo_import(run: Run) -> None:
    """An import is not taken back under people whom somebody joined with others. Refused("undo_touched")."""
    run.cursor.execute(TOUCHED, {"store": run.store_id, "batch": run.batch_id})
    if touched := run.cursor.fetchone()[0]:
        raise Refused("undo_touched", tasks=touched)


PART = Part("relations", _copy, _erase, ("relations_member", "relations_tie", "relations_household"), order=40)
