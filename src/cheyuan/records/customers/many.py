"""Actions on many customers: set-based, one audit row, at most 1,000 at a time from a page."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Func, Value

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.journal.actions import note_many
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import queries

LONGEST_TAG = 30


def clean_tag(name: str) -> str:
    """A tag of 1 to 30 signs. Refused("tag_form")."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_TAG or "\x00" in name:
        raise Refused("tag_form", field="name")
    return name


@action("customers.edit")
def tag_many(by: Actor, ids: Sequence[int], name: str, *, at: datetime) -> list[int]:
    """Put a tag on customers that do not carry it yet; answers which ones those are. Refused("tag_form")."""
    name = clean_tag(name)
    return _many(by, ids, name, "customer.tagged", at, carrying=False)


@action("customers.edit")
def untag_many(by: Actor, ids: Sequence[int], name: str, *, at: datetime) -> list[int]:
    """Take a tag off customers that carry it; answers which ones those were. Refused("tag_form")."""
    name = clean_tag(name)
    return _many(by, ids, name, "customer.untagged", at, carrying=True)


def _many(by: Actor, ids: Sequence[int], name: str, verb: str, at: datetime, *, carrying: bool) -> list[int]:
    rows = queries.customers(by).filter(pk__in=ids).select_for_update()
    rows = rows.filter(tags__contains=[name]) if carrying else rows.exclude(tags__contains=[name])
    changed = list(rows.order_by("pk").values_list("pk", flat=True))
    if changed:
        function = "array_remove" if carrying else "array_append"
        tags = Func(F("tags"), Value(name), function=function)
        queries.customers(by).filter(pk__in=changed).update(tags=tags, updated_at=at)
        note_many(by, verb, "customer", changed, at=at, tag=name)
    return changed


@action("customers.edit")
def assign_many(by: Actor, ids: Sequence[int], who: str, *, at: datetime) -> list[int]:
    """Hand customers to a colleague of the store; answers whose advisor changed. Refused("colleague_unknown")."""
    known = colleagues(by, day_of(at))
    if not who.isascii() or not who.isdecimal() or int(who) not in known:
        raise Refused("colleague_unknown", field="who")
    rows = queries.customers(by).filter(pk__in=ids).select_for_update(of=("self",)).exclude(advisor_id=int(who))
    changed = list(rows.order_by("pk").values_list("pk", flat=True))
    if changed:
        queries.customers(by).filter(pk__in=changed).update(advisor_id=int(who), updated_at=at)
        note_many(by, "customer.assigned", "customer", changed, at=at, account=int(who))
    return changed
