"""What the frame of every page asks this room: the stores to switch to, the role in words."""

from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.accounts.roles import words_of
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui.nav import Store


def stores(request: Any) -> list[Store]:
    """The person's stores and, for whoever may, all of them at once (number 0)."""
    standing, actor = request.standing, request.actor
    names = standing.names or store_names(standing.own_stores)
    found = [Store(store, names[store], actor.store_id == store) for store in standing.own_stores]
    if len(standing.wide_stores) > 1:
        found.insert(0, Store(0, all_stores(), actor.store_id is None))
    return found


def all_stores() -> str:
    """How the view over all stores is called."""
    return _("All stores")


def role(request: Any) -> str:
    """The roles in the store worked in now."""
    names = "、".join(name for _account, name in request.actor.stands_for)
    roles = words_of(request.actor.roles)
    return _("%(roles)s, standing in for %(names)s") % {"roles": roles, "names": names} if names else roles


def settings_nav(request: Any) -> dict[str, str]:
    """Context of every template: the list of settings pages, which other rooms' settings include by this name."""
    return {"settings_nav": "accounts/_settings.html"}
