"""What may be done to people and roles, and the mark of the few pages that need no login."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, Right

V = TypeVar("V", bound=Callable[..., Any])

PEOPLE_VIEW = "people.view"
PEOPLE_EDIT = "people.edit"
PEOPLE_EXPORT = "people.export"
ROLES_EDIT = "roles.edit"
HEADS = frozenset(
    {"group_admin", "general_manager", "care_manager", "sales_manager", "service_manager", "parts_manager"}
)
PRIVILEGED = frozenset({"group_admin", "general_manager", "finance"} | {role for role in EVERYONE if "manager" in role})
"""Roles that must use a second factor outside the demo."""

RIGHTS = (
    Right(PEOPLE_VIEW, _("See the people of the store"), HEADS),
    Right(
        PEOPLE_EDIT,
        _("Add people, change their posts, reset their logins"),
        frozenset({"group_admin", "general_manager"}),
    ),
    Right(PEOPLE_EXPORT, _("Export the people of the store"), frozenset({"group_admin", "general_manager"})),
    Right(ROLES_EDIT, _("Decide what each role may do"), frozenset({"group_admin"})),
)


def public(view: V) -> V:
    """Mark a view that answers without a login (login page, health). All others ask for one."""
    view.public = True  # type: ignore[attr-defined]
    return view


def while_locked(view: V) -> V:
    """Mark a view that answers under the lock screen too (unlock, log out)."""
    view.while_locked = True  # type: ignore[attr-defined]
    return view


def while_bound(view: V) -> V:
    """Mark a view that answers before the person has done what the house asks first (new password, second factor)."""
    view.while_bound = True  # type: ignore[attr-defined]
    return view


def marked(view: Callable[..., Any], name: str) -> bool:
    """Whether a view, or the class behind it, carries a mark: public, while_locked or while_bound."""
    return bool(getattr(view, name, False) or getattr(getattr(view, "view_class", None), name, False))
