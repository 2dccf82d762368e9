"""What is changed so that a complaint does not come again (CARE-33)."""

from datetime import date, datetime

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.complaints.models import Improvement
from cheyuan.engage.complaints.words import KINDS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref


@action("complaints.improve")
def improve(
    by: Actor, store_id: int, what: str, *, kind: str, owner_id: int, due_on: date, week: date, at: datetime
) -> Improvement:
    """Decide one; ``week`` is its Monday.

    Refused("improvement_what", "improvement_week", "complaint_kind", "complaint_assignee").
    """
    if not what.strip():
        raise Refused("improvement_what", field="what")
    if week.weekday():
        raise Refused("improvement_week", field="week")
    if kind not in KINDS:
        raise Refused("complaint_kind", field="kind")
    if owner_id not in colleagues(by, day_of(at)):
        raise Refused("complaint_assignee", field="owner_id")
    row: Improvement = Improvement.objects.create(
        store_id=store_of(by, store_id).pk, week=week, kind=kind, what=what.strip()[:300], owner_id=owner_id, due_on=due_on,
        by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    note(by, "complaint.improve", Ref("improvement", row.pk), at=at, store_id=row.store_id, kind=kind)
    return row


@action("complaints.view")
def finish(by: Actor, improvement_id: int, *, done: bool = True, at: datetime) -> Improvement:
    """It is done, or open again; by its owner or whoever decides improvements. Conflict("complaint_changed")."""
    own = Improvement.objects.select_for_update().filter(store_id__in=by.store_ids, pk=improvement_id)
    row = (own if by.may("complaints.improve") else own.filter(owner_id=by.account_id or 0)).first()
    if row is None:
        raise Missing("improvement", improvement_id)
    if (row.done_at is not None) == done:
        raise Conflict("complaint_changed", id=row.pk)
    row.done_at, row.done_by_name = (at, by.name) if done else (None, "")
    row.save(update_fields=["done_at", "done_by_name"])
    note(
        by,
        "complaint.improved" if done else "complaint.unimproved",
        Ref("improvement", row.pk),
        at=at,
        store_id=row.store_id,
    )
    return row
