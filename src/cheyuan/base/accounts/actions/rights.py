"""What each role may do in this group."""

from datetime import datetime

from cheyuan.base.accounts.models import RightOverride
from cheyuan.base.accounts.rights import PEOPLE_EDIT, PEOPLE_VIEW, ROLES_EDIT
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.kernel.right import ROLES, rights

FIXED = frozenset({PEOPLE_VIEW, PEOPLE_EDIT, ROLES_EDIT})
"""What group administrators keep, so that nobody is locked out."""


@action(ROLES_EDIT)
def decide_right(by: Actor, role: str, right: str, allowed: bool, *, at: datetime) -> None:
    """The role carries the right from now on, or does not; a decision equal to the shipped default leaves no row."""
    if role not in ROLES:
        raise Refused("role_unknown", role=role)
    if right not in rights():
        raise Missing("right", right)
    if role == "group_admin" and right in FIXED and not allowed:
        raise Refused("right_fixed")
    same = RightOverride.objects.filter(group_id=by.group_id, role=role, right=right)
    if allowed == (role in rights()[right].roles):
        same.delete()
    else:
        RightOverride.objects.update_or_create(
            group_id=by.group_id, role=role, right=right, defaults={"allowed": allowed}
        )
    note(by, "right_decided", Ref("group", by.group_id), at=at, role=role, right=right, allowed=allowed)
