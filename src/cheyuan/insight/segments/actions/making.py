"""Deciding about segments: a whole version each time, what was before stays (INS-10)."""

from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.insight.segments.models import AIMS, SUBJECTS, Segment, SegmentVersion
from cheyuan.insight.segments.queries.found import row_of
from cheyuan.insight.segments.tree import leaves_of, plain, read
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.kernel.ref import Ref

LOCK, LONGEST, MOST = 7_310_032, 60, 200
NEED = "need"


@action("segments.edit")
def make(
    by: Actor, *, name: str, subject: str, tree: Any, aim: str = "free", for_store: int | None, at: datetime
) -> SegmentVersion:
    """A segment of a store or (``for_store`` None, right policies.edit_group) of the whole group: S01, S02 …

    ``tree`` as plain values. Refused("segment_name", "segment_aim", "segment_subject", "segment_many"), and
    what ``tree.read`` refuses.
    """
    _may_decide(by, for_store)
    if subject not in SUBJECTS:
        raise Refused("segment_subject", value=subject)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, by.group_id])
    rows = Segment.objects.filter(group_id=by.group_id)
    if rows.filter(archived_at=None).count() >= MOST:
        raise Refused("segment_many", most=MOST)
    last = rows.order_by("-pk").values_list("code", flat=True).first()
    number = int(last[1:]) + 1 if last else 1
    row = Segment(group_id=by.group_id, code=f"S{number:02d}", for_store_id=for_store, subject=subject, created_at=at)
    row.save(force_insert=True)
    return _version(by, row, name, aim, tree, at)


@action("segments.edit")
def change(
    by: Actor, code: str, *, at: datetime, name: str | None = None, aim: str | None = None, tree: Any = None
) -> SegmentVersion:
    """A new version; what is not given stays. Members follow at the next counting. Missing, and refusals as ``make``."""
    row = row_of(by, code)
    _may_decide(by, row.for_store_id)
    if row.archived_at:
        raise Refused("segment_archived")
    before = row.versions.order_by("-number")[0]
    return _version(by, row, name or before.name, aim or before.aim, before.tree if tree is None else tree, at)


@action("segments.edit")
def archive(by: Actor, code: str, *, at: datetime) -> Segment:
    """Put it away: nobody enters it any more, and at the next counting its members leave. Its history stays."""
    return _archived(by, code, at, at)


@action("segments.edit")
def restore(by: Actor, code: str, *, at: datetime) -> Segment:
    """Take ``archive`` back."""
    return _archived(by, code, None, at)


def _archived(by: Actor, code: str, moment: datetime | None, at: datetime) -> Segment:
    row = row_of(by, code)
    _may_decide(by, row.for_store_id)
    row.archived_at = moment
    row.save(update_fields=["archived_at"])
    verb = "segment.archived" if moment else "segment.restored"
    note(by, verb, Ref("segment", row.pk), at=at, store_id=row.for_store_id, code=code)
    return row


def _version(by: Actor, row: Segment, name: str, aim: str, tree: Any, at: datetime) -> SegmentVersion:
    name = name.strip()[:LONGEST]
    if not name:
        raise Refused("segment_name", field="name")
    if aim not in AIMS:
        raise Refused("segment_aim", value=aim)
    found = read(tree, guarded=aim == NEED)
    number = row.versions.count() + 1
    version = SegmentVersion(
        group_id=row.group_id, segment=row, number=number, name=name, aim=aim, tree=plain(found), at=at, by_id=by.account_id,
        by_name=by.name,
    )  # fmt: skip
    version.save(force_insert=True)
    facts = {"code": row.code, "number": number, "conditions": len(list(leaves_of(found)))}
    note(by, "segment.decided", Ref("segment", row.pk), at=at, store_id=row.for_store_id, **facts)
    return version


def _may_decide(by: Actor, for_store: int | None) -> None:
    if for_store is None:
        by.require("policies.edit_group")
    elif for_store not in by.store_ids:
        raise Denied("store")
