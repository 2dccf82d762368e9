"""The gate to exports in plain text: for who asked, and for who decides."""

from cheyuan.base.approvals.models import APPROVED, Approval
from cheyuan.base.handouts.models import Handout
from cheyuan.base.lists import spec
from cheyuan.base.lists.spec import List
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

KIND = "export"


def handout(by: Actor, handout_id: int, *, lock: bool = False) -> Handout:
    """One of them; Missing for anybody else."""
    rows = Handout.objects.filter(pk=handout_id, store_id__in=by.store_ids)
    found: Handout | None = (rows.select_for_update() if lock else rows).first()
    if found is None or not (is_own(by, found) or by.may("approvals.decide")):
        raise Missing("handout", handout_id)
    return found


def is_own(by: Actor, one: Handout) -> bool:
    """Whether the actor is who asked."""
    return by.account_id is not None and one.asked_by_id == by.account_id


def is_approved(one: Handout) -> bool:
    """Whether somebody other than who asked has approved exactly this export."""
    rows = Approval.objects.filter(
        pk=one.approval_id, kind=KIND, object_kind="handout", object_id=one.pk, state=APPROVED, store_id=one.store_id
    )
    return rows.filter(signatures__verdict="yes").exclude(signatures__by_id=one.asked_by_id).exists()


def opens(one: List, by: Actor) -> bool:
    """Whether the list has something behind masks that the actor may ask for."""
    may = by.may("handouts.ask") and by.may(one.right) and by.may(one.export_right)
    return may and by.store_id is not None and any(column.opened for column in one.columns)


def list_of(by: Actor, name: str) -> List:
    """The list; Missing when nothing of it can be opened for the actor."""
    one = spec.get(name)
    if not opens(one, by):
        raise Missing("list", name)
    return one
