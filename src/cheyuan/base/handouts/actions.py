"""Asking for an export in plain text, making it once a second person has approved, taking it once (P11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext

from cheyuan.base.accounts.actors import actor_in, standing_of
from cheyuan.base.accounts.models import Account
from cheyuan.base.approvals import actions as approvals
from cheyuan.base.approvals.models import APPROVED, Approval
from cheyuan.base.files import actions as files
from cheyuan.base.files.queries import entrusted
from cheyuan.base.handouts import queries
from cheyuan.base.handouts.models import Handout
from cheyuan.base.handouts.sheet import written
from cheyuan.base.jobs.actions import start
from cheyuan.base.journal.actions import digest_of, note
from cheyuan.base.lists.actions import FORMATS
from cheyuan.base.lists.rows import batches, chosen, fitting, side
from cheyuan.base.lists.spec import List
from cheyuan.base.lists.wish import Wish, restored
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.ui import human
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

MAKE, PURPOSE = "handouts.make", "handout"


@dataclass(frozen=True)
class Taken:
    """The file as it leaves the house, once."""

    title: str
    media_type: str
    content: bytes


@action("handouts.ask")
def ask(by: Actor, name: str, wish: Wish, ending: str, reason: str, *, at: datetime) -> Handout:
    """Ask for the rows that fit, unmasked; a second person must approve.

    Refused("format_unknown"), ("approval_reason"), ("handout_none"), ("handout_many", most); Missing for lists without masks.
    """
    one = queries.list_of(by, name)
    store = by.store_ids[0]
    if by.account_id is None:
        raise Denied("handouts.ask")
    if ending not in FORMATS:
        raise Refused("format_unknown", value=ending)
    if not reason.strip():
        raise Refused("approval_reason", field="reason")
    most = int(value("handouts.rows", store))
    ids = list(fitting(one, by, wish).filter(store_id=store).order_by("pk").values_list("pk", flat=True)[: most + 1])
    if not ids:
        raise Refused("handout_none")
    if len(ids) > most:
        raise Refused("handout_many", most=most)
    row = Handout(
        store_id=store, list_name=name, title=str(one.title)[:120], ending=ending, spec=wish.saved(), ids=ids,
        reason=reason.strip()[:500], asked_by_id=by.account_id, asked_by_name=by.name, asked_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    note(by, "handout.asked", Ref("handout", row.pk), at=at, store_id=store, list=name, rows=len(ids))
    title = gettext("With phones: %(list)s, %(count)s") % {
        "list": one.title,
        "count": one.counted(f"{len(ids):,}", len(ids)),
    }
    asked = approvals.ask(by, queries.KIND, Ref("handout", row.pk), store_id=store, title=title, reason=reason, at=at)
    row.approval_id = asked.pk
    row.save(update_fields=["approval_id"])
    return row


def decided(by: Actor, approval: Approval, at: datetime) -> None:
    """The answer, in the same transaction: a yes starts the making as who asked, with what they may do today."""
    row = Handout.objects.select_for_update().get(pk=approval.object_id, store_id=approval.store_id)
    if approval.state != APPROVED:
        row.state = approval.state
        row.save(update_fields=["state"])
        return
    asker = _asker(row)
    row.state = "approved" if asker else "expired"
    row.expires_at = at + timedelta(hours=int(value("handouts.hours", row.store_id)))
    row.save(update_fields=["state", "expires_at"])
    if asker:
        start(asker, MAKE, row.title, {"handout_id": row.pk}, at=at, store_id=row.store_id)


def _asker(row: Handout) -> Actor | None:
    """Who asked, as they stand today; None when they may no longer ask."""
    account = Account.objects.filter(pk=row.asked_by_id, is_active=True).first()
    try:
        by = actor_in(standing_of(account), row.store_id) if account else None
    except Denied:
        return None
    return by if by and by.may("handouts.ask") else None


@action("handouts.ask")
def make(by: Actor, handout_id: int, *, at: datetime) -> Handout:
    """Write the sealed file. Refused("handout_unapproved") for anything that a second person has not approved."""
    row = queries.handout(by, handout_id, lock=True)
    if row.state in ("made", "taken") and queries.is_own(by, row):
        return row
    if not queries.is_own(by, row) or row.state != "approved" or not queries.is_approved(row):
        raise Refused("handout_unapproved")
    if row.expires_at is None or at >= row.expires_at:
        raise Refused("handout_over")
    one = queries.list_of(by, row.list_name)
    lines, ids = _lines(one, by, row)
    mark = gettext("Copy of %(name)s, approval %(number)s, %(when)s. Not to be passed on.") % {
        "name": row.asked_by_name, "number": row.approval_id, "when": human.exact(at),
    }  # fmt: skip
    content = SimpleUploadedFile(f"{row.title}.{row.ending}", written(lines, row.ending, mark))
    stored = files.receive(by, content, purpose=PURPOSE, allowed=FORMATS, at=at, store_id=row.store_id)
    row.rows, row.digest = digest_of(ids)
    row.state, row.made_at, row.file_id = "made", at, stored.pk
    row.save(update_fields=["rows", "digest", "state", "made_at", "file"])
    note(
        by, "handout.made", Ref("handout", row.pk), at=at, store_id=row.store_id, list=row.list_name, rows=row.rows,
        digest=row.digest, approval=row.approval_id,
    )  # fmt: skip
    return row


def _lines(one: List, by: Actor, row: Handout) -> tuple[list[list[str]], list[int]]:
    """Heading and rows as approved: those of the records asked for that still exist for who asked."""
    wish = restored(row.spec, one)
    columns = [*chosen(one, by, wish)]
    columns += [column for column in one.columns if column.opened and column not in columns]
    lines, ids = [[str(column.label) for column in columns]], []
    for part in batches(one, one.rows(by).filter(pk__in=row.ids, store_id=row.store_id), wish):
        values = side(by, columns, part)
        ids += [record.pk for record in part]
        lines += [
            [_cell(column, record, values.get(column.key, {}).get(record.pk)) for column in columns] for record in part
        ]
    return lines, ids


def _cell(column: Any, record: Any, known: Any) -> str:
    return str(column.opened(record, known) if column.opened else column.text(record, known))


@action("handouts.ask")
def take(by: Actor, handout_id: int, *, at: datetime) -> Taken:
    """The file, once, for who asked; then it is gone. Conflict("handout_not_ready"), ("handout_taken"), ("handout_over")."""
    row = queries.handout(by, handout_id, lock=True)
    if not queries.is_own(by, row):
        raise Missing("handout", handout_id)
    if row.state == "taken":
        raise Conflict("handout_taken")
    if row.state == "expired" or (row.expires_at is not None and at >= row.expires_at):
        raise Conflict("handout_over")
    if row.state != "made" or row.file_id is None or not queries.is_approved(row):
        raise Conflict("handout_not_ready")
    found = entrusted(by, row.file_id, purpose=PURPOSE)
    taken = Taken(f"{row.title}-{human.local(at):%Y%m%d-%H%M}.{row.ending}", found.media_type, b"".join(found.content))
    drop(by, row, "taken", at)
    note(
        by, "handout.taken", Ref("handout", row.pk), at=at, store_id=row.store_id, list=row.list_name, rows=row.rows,
        digest=row.digest, approval=row.approval_id,
    )  # fmt: skip
    return taken


def drop(by: Actor, row: Handout, state: str, at: datetime) -> None:
    """The file goes, and the export is over in that state; inside the caller's scope."""
    file, row.state, row.file_id = row.file_id, state, None
    row.taken_at = at if state == "taken" else row.taken_at
    row.save(update_fields=["state", "file", "taken_at"])
    if file is not None:
        files.remove(by, file, at=at, reason=state)


def expire(by: Actor, at: datetime) -> int:
    """As the system in one store, inside a scope: what was not taken in time goes; answers how much."""
    late = Handout.objects.select_for_update().filter(store_id__in=by.store_ids, expires_at__lte=at)
    rows = list(late.filter(state__in=("approved", "made")))
    for row in rows:
        drop(by, row, "expired", at)
        note(by, "handout.expired", Ref("handout", row.pk), at=at, store_id=row.store_id, list=row.list_name)
    return len(rows)
