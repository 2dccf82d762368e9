"""What can be done with many customers at once: tags, who looks after them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cheyuan.base.lists.spec import Bulk
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import many
from cheyuan.records.customers.people import colleagues


def _add(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return many.tag_many(by, ids, values.get("name", ""), at=at)


def _remove(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return many.untag_many(by, ids, values.get("name", ""), at=at)


def _assign(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return many.assign_many(by, ids, values.get("who", ""), at=at)


def _tagged(number: int) -> str:
    return ngettext("%(count)s customer tagged.", "%(count)s customers tagged.", number) % {"count": number}


def _untagged(number: int) -> str:
    return ngettext("Tag taken off %(count)s customer.", "Tag taken off %(count)s customers.", number) % {
        "count": number
    }


def _given(number: int) -> str:
    return ngettext("%(count)s customer handed over.", "%(count)s customers handed over.", number) % {"count": number}


TAG = (("name", _("Tag"), None),)
DEEDS = (
    Bulk("tag", _("Add tag"), "tag", "customers.edit", _add, _tagged, TAG, undo="untag"),
    Bulk("untag", _("Take tag off"), "tag", "customers.edit", _remove, _untagged, TAG, undo="tag"),
    Bulk("assign", _("Hand to a colleague"), "share", "customers.edit", _assign, _given,
         (("who", _("Service advisor"), colleagues),)),
)  # fmt: skip
