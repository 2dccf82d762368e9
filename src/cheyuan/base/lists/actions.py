"""Saving views, starting exports, working on many rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cheyuan.base.jobs.actions import start
from cheyuan.base.jobs.models import Work
from cheyuan.base.journal.actions import note
from cheyuan.base.lists import queries, rights, spec
from cheyuan.base.lists.models import SavedView
from cheyuan.base.lists.spec import Bulk, List
from cheyuan.base.lists.wish import Wish
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

EXPORT, BULK = "lists.export", "lists.bulk"
FORMATS = ("csv", "xlsx")


@action(rights.SAVE)
def save_view(by: Actor, list_name: str, name: str, wish: Wish, *, at: datetime, shared: bool = False) -> SavedView:
    """Keep filters, columns and sort under a name; the same name of the same person is written anew. Refused: name_missing."""
    one = spec.get(list_name)
    by.require(one.right)
    name = name.strip()[:40]
    if not name:
        raise Refused("name_missing", field="name")
    if shared:
        by.require(rights.SHARE)
    fields = {"spec": wish.saved(), "shared": shared, "store_id": by.store_id, "created_at": at}
    own = {"group_id": by.group_id, "list_name": list_name, "name": name, "owner_id": by.account_id, "removed_at": None}
    row, _made = SavedView.objects.update_or_create(**own, defaults=fields)
    note(by, "view.saved", Ref("view", row.pk), at=at, list=list_name, shared=shared)
    return row


@action(rights.SAVE)
def remove_view(by: Actor, view_id: int, *, at: datetime) -> SavedView:
    """Take a view away; only its owner may."""
    row = _own(by, view_id, gone=False)
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    note(by, "view.removed", Ref("view", row.pk), at=at)
    return row


@action(rights.SAVE)
def restore_view(by: Actor, view_id: int, *, at: datetime) -> SavedView:
    """Take ``remove_view`` back."""
    row = _own(by, view_id, gone=True)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    note(by, "view.restored", Ref("view", row.pk), at=at)
    return row


def _own(by: Actor, view_id: int, *, gone: bool) -> SavedView:
    row = SavedView.objects.filter(pk=view_id, owner_id=by.account_id, removed_at__isnull=not gone).first()
    if row is None:
        if not gone:
            queries.view(by, view_id)
            raise Denied(rights.SHARE)
        raise Missing("view", view_id)
    return row


def begin_export(by: Actor, one: List, wish: Wish, ending: str, *, at: datetime, title: str) -> Work:
    """Write the rows that fit to a file in the background (PPL-06); needs the list's own right. Refused("format_unknown")."""
    by.require(one.right)
    by.require(one.export_right)
    if ending not in FORMATS:
        raise Refused("format_unknown", value=ending)
    args = {"name": one.name, "saved": wish.saved(), "ending": ending, "title": title}
    return start(by, EXPORT, title, args, at=at)


def bulk(one: List, key: str, *, by: Actor) -> Bulk:
    """What is to be done with many rows; Missing for what this list cannot do, Denied without its right."""
    found = next((deed for deed in one.bulk if deed.key == key), None)
    if found is None:
        raise Missing("bulk", key)
    by.require(one.right)
    by.require(found.right)
    return found


def work_on(
    by: Actor, one: List, key: str, ids: Sequence[int], values: Mapping[str, str], *, at: datetime
) -> tuple[Bulk, list[int]]:
    """Do it with these rows at once; answers what was done and the ids that changed."""
    deed = bulk(one, key, by=by)
    return deed, list(deed.do(by, list(ids), values, at))


def begin_bulk(
    by: Actor, one: List, key: str, wish: Wish, values: Mapping[str, str], *, at: datetime, title: str
) -> Work:
    """Do it with every row that fits, in the background."""
    bulk(one, key, by=by)
    args = {"name": one.name, "key": key, "saved": wish.saved(), "values": dict(values)}
    return start(by, BULK, title, args, at=at)
