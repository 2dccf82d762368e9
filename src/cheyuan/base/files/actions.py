"""Taking files in, and removing them."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cheyuan.base.files import chest
from cheyuan.base.files.kinds import kind_of
from cheyuan.base.files.models import StoredFile
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.models import Group, Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref

MEGABYTE = 1024 * 1024
MOST = 50 * MEGABYTE
GRACE = timedelta(days=1)


def receive(
    by: Actor,
    upload: UploadedFile,
    *,
    purpose: str,
    allowed: Collection[str],
    at: datetime,
    personal: bool = True,
    most: int = MOST,
    store_id: int | None = None,
) -> StoredFile:
    """Check a file (size in bytes, then kind by content against ``allowed``) and keep it, encrypted when personal.

    Refused("file_large"), ("file_empty"), ("file_kind"), ("file_unpacks"). Who may give which file is the caller's rule.
    """
    kind = _checked(upload, allowed, most)
    name, key = chest.new_name(), chest.new_key() if personal else ""
    try:
        digest = chest.put(name, key, upload.chunks())
        with scope(by):
            row = StoredFile(
                store_id=store_id or by.store_id or by.store_ids[0], name=name, title=str(upload.name)[-200:], key=key,
                purpose=purpose, kind=kind, size=upload.size or 0, sha256=digest, created_at=at, by_id=by.account_id,
                by_name=by.name,
            )  # fmt: skip
            row.save(force_insert=True)
            note(
                by, "file.received", Ref("file", row.pk), at=at, store_id=row.store_id, purpose=purpose, kind=kind,
                size=row.size, sha256=digest,
            )  # fmt: skip
    except BaseException:
        chest.drop(name)
        raise
    return row


def remove(by: Actor, file_id: int, *, at: datetime, reason: str = "") -> None:
    """Remove a file: its row and key at once, its content when the transaction is through. Missing when it is gone."""
    with scope(by):
        row = StoredFile.objects.filter(pk=file_id, store_id__in=by.store_ids).first()
        if row is None:
            raise Missing("file", file_id)
        note(by, "file.removed", Ref("file", row.pk), at=at, store_id=row.store_id, purpose=row.purpose, reason=reason)
        row.delete()
        transaction.on_commit(lambda: chest.drop(row.name))


def sweep(at: datetime) -> int:
    """Remove content older than a day that no row knows (its transaction did not come through); answers how much."""
    known, gone = set(_known()), 0
    for name, written in chest.names():
        if name not in known and written < (at - GRACE).timestamp():
            chest.drop(name)
            gone += 1
    return gone


def _known() -> Iterator[str]:
    for group in Group.objects.values_list("id", flat=True):
        stores = tuple(Store.objects.filter(group_id=group).values_list("id", flat=True))
        with scope(system(group, stores, name="files")):
            yield from StoredFile.objects.values_list("name", flat=True)


def _checked(upload: UploadedFile, allowed: Collection[str], most: int) -> str:
    size = upload.size or 0
    if size > most:
        raise Refused("file_large", most=most // MEGABYTE)
    if not size:
        raise Refused("file_empty")
    kind = kind_of(upload)  # type: ignore[arg-type]
    if kind not in allowed:
        raise Refused("file_kind", allowed=", ".join(sorted(allowed)), found=kind)
    return kind
