"""Saved views that an actor may use, and the audience they mean."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from cheyuan.base.lists import spec
from cheyuan.base.lists.models import ExportFile, SavedView
from cheyuan.base.lists.rows import fitting
from cheyuan.base.lists.wish import Wish, restored
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def views(by: Actor, list_name: str) -> list[SavedView]:
    """The actor's own views of a list and those that the team shares, oldest first."""
    return asked.records(
        SavedView, _VIEWS, group=by.group_id, by=by.account_id, list=list_name, stores=list(by.store_ids)
    )


_VIEWS = """
WHERE t.group_id = %(group)s AND t.list_name = %(list)s AND t.removed_at IS NULL
 AND (t.owner_id = %(by)s OR t.shared AND (t.store_id IS NULL OR t.store_id = any(%(stores)s::bigint[])))
ORDER BY t.id LIMIT 40
"""


def views_with(by: Actor, names: Collection[str], field: str, value: str) -> tuple[list[SavedView], int]:
    """The views of some lists whose filter says a value: those that the actor may use, and how many others have. In a scope."""
    rows = SavedView.objects.filter(removed_at=None, list_name__in=names, **{f"spec__filters__{field}": value})
    mine = list(_usable(by).filter(pk__in=rows).order_by("pk"))
    return mine, rows.count() - len(mine)


def view(by: Actor, view_id: int) -> SavedView:
    """One of them; Missing when it is not theirs to use."""
    found = _usable(by).filter(pk=view_id).first()
    if found is None:
        raise Missing("view", view_id)
    return found


def _usable(by: Actor) -> "QuerySet[SavedView]":
    team = Q(shared=True) & (Q(store=None) | Q(store_id__in=by.store_ids))
    rows: QuerySet[SavedView] = SavedView.objects.filter(removed_at=None)
    return rows.filter(Q(owner_id=by.account_id) | team)


def wish_of(saved: SavedView) -> Wish:
    """What a saved view asks."""
    return restored(saved.spec, spec.get(saved.list_name))


def audience(by: Actor, view_id: int) -> "QuerySet[Any]":
    """The rows that a saved view means now, within what the actor may see (PPL-11)."""
    saved = view(by, view_id)
    one = spec.get(saved.list_name)
    by.require(one.right)
    return fitting(one, by, wish_of(saved))


def export_file(by: Actor, token: str) -> ExportFile:
    """The actor's own export; Missing for anybody else's."""
    found = ExportFile.objects.filter(token=token, owner_id=by.account_id).first()
    if found is None:
        raise Missing("export", None)
    return found
