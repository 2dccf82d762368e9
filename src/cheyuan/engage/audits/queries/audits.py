"""The one gate to audits: leaders see all of the store, others their own results once these are there."""

from django.db.models import Q, QuerySet

from cheyuan.engage.audits.models import Audit
from cheyuan.engage.audits.rights import departments_of, sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

WITH = ("customer", "attempt", "scorecard")


def audits(by: Actor) -> QuerySet[Audit]:
    """The audits that the actor may see, and findings about receptions of their department.

    Nobody learns before the result that a call of theirs was drawn.
    """
    by.require("audits.view")
    rows: QuerySet[Audit] = Audit.objects.filter(store_id__in=by.store_ids)
    mine = Q(agent_id=by.account_id or 0) & ~Q(state="open") | Q(department__in=departments_of(by))
    return rows if sees_all(by) else rows.filter(mine)


def audit(by: Actor, audit_id: int, *, lock: bool = False) -> Audit:
    """One audit; Missing when there is none for this actor. ``lock`` holds it until the transaction ends."""
    rows = audits(by).select_related(*WITH)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=audit_id).first()
    if found is None:
        raise Missing("audit", audit_id)
    return found
