"""Segments as they are now: those that the product brings along, and those of the group and the actor's stores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from cheyuan.base.policies.queries import value
from cheyuan.insight.segments import fields, shipped
from cheyuan.insight.segments.models import Segment, SegmentVersion
from cheyuan.insight.segments.shipped import Shipped
from cheyuan.insight.segments.tree import Group, leaves_of, read, resolved
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class Found:
    """One segment as it is said now. ``for_store`` None: of the whole group; ``number`` 0: the product's own."""

    code: str
    name: str
    aim: str
    subject: fields.Subject
    tree: Group
    number: int = 0
    for_store: int | None = None
    archived_at: datetime | None = None
    at: datetime | None = None
    by_name: str = ""

    @property
    def shipped(self) -> bool:
        """Whether the product brought it along."""
        return self.number == 0


def every(by: Actor, *, archived: bool = False) -> list[Found]:
    """All segments that the actor may see; inside a scope. Archived ones only when asked for."""
    by.require("segments.view")
    return known(by, archived=archived)


def known(by: Actor, *, archived: bool = False) -> list[Found]:
    """The same for counting and for rooms that have their own rights. Inside a scope."""
    ours = [_shipped(one) for one in shipped.all_shipped() if _askable(one.tree)]
    rows = Segment.objects.filter(Q(for_store=None) | Q(for_store__in=by.store_ids))
    rows = rows if archived else rows.filter(archived_at=None)
    return ours + _own(list(rows.order_by("pk")))


def one(by: Actor, code: str, *, archived: bool = True) -> Found:
    """One by its code; Missing when there is none for this actor."""
    found = next((row for row in every(by, archived=archived) if row.code == code), None)
    if found is None:
        raise Missing("segment", code)
    return found


def row_of(by: Actor, code: str) -> Segment:
    """The record of a segment of one's own, locked; Missing otherwise."""
    rows = Segment.objects.filter(Q(for_store=None) | Q(for_store__in=by.store_ids), code=code)
    found: Segment | None = rows.select_for_update().first()
    if found is None:
        raise Missing("segment", code)
    return found


def versions(by: Actor, code: str) -> list[SegmentVersion]:
    """What it said before, newest first; none of a shipped one."""
    by.require("segments.view")
    mine = Q(segment__for_store=None) | Q(segment__for_store__in=by.store_ids)
    return list(SegmentVersion.objects.filter(mine, segment__code=code).order_by("-number")[:100])


def choices(by: Actor) -> list[tuple[str, str]]:
    """Code and name of those in use; inside a scope."""
    return [(one.code, one.name) for one in known(by)]


def policy_values(store_id: int | None, on: date | None = None) -> Callable[[str], Any]:
    """Who answers what a policy says in a store."""
    return lambda key: value(key, store_id, on)


def resolved_tree(found: Found, store_id: int | None, on: date | None = None) -> Group:
    """The segment's tree with the numbers of a store."""
    tree = resolved(found.tree, policy_values(store_id, on))
    assert isinstance(tree, Group)
    return tree


def _askable(tree: Group) -> bool:
    return all(fields.known(leaf.field) for leaf in leaves_of(tree))


def _shipped(one: Shipped) -> Found:
    return Found(one.code, str(one.name), one.aim, one.subject, one.tree)


def _own(rows: Sequence[Segment]) -> list[Found]:
    newest = SegmentVersion.objects.filter(segment_id__in=[row.pk for row in rows])
    by_row = {one.segment_id: one for one in newest.order_by("segment_id", "-number").distinct("segment_id")}
    return [_of(row, by_row[row.pk]) for row in rows if row.pk in by_row and _readable(by_row[row.pk])]


def _readable(version: SegmentVersion) -> bool:
    """A field may have gone with its room since."""
    return all(fields.known(code) for code in _codes(version.tree))


def _codes(plain: Any) -> list[str]:
    if isinstance(plain, dict):
        return [plain["field"]] if "field" in plain else [code for part in plain.values() for code in _codes(part)]
    return [code for part in plain for code in _codes(part)] if isinstance(plain, list) else []


def _subject(row: Segment) -> fields.Subject:
    return "vehicle" if row.subject == "vehicle" else "customer"


def _of(row: Segment, version: SegmentVersion) -> Found:
    return Found(
        row.code, version.name, version.aim, _subject(row), read(version.tree), version.number, row.for_store_id,
        row.archived_at, version.at, version.by_name,
    )  # fmt: skip
