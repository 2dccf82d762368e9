"""The background work of lists: exports and what is done with more rows than a click may wait for."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from cheyuan.base.jobs.work import Progress
from cheyuan.base.journal.actions import digest_of, note
from cheyuan.base.lists import actions, sheets, spec
from cheyuan.base.lists.models import ExportFile
from cheyuan.base.lists.rows import batches, chosen, fitting, side
from cheyuan.base.lists.wish import restored
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

KEPT = timedelta(days=1)


def export(
    by: Actor, progress: Progress, *, name: str, saved: dict[str, Any], ending: str, title: str
) -> dict[str, Any]:
    """Write the rows to a file that its person may fetch for a day; one audit row with their number and digest."""
    one, at = spec.get(name), now()
    by.require(one.right)
    by.require(one.export_right)
    wish, token = restored(saved, one), secrets.token_urlsafe(24)
    ids: list[int] = []
    with scope(by), sheets.writer(path_of(token), ending) as sheet:
        columns = chosen(one, by, wish)
        rows = fitting(one, by, wish)
        total = rows.count()
        sheet.put([str(column.label) for column in columns])
        for part in batches(one, rows, wish):
            _write(sheet, by, columns, part)
            ids += [row.pk for row in part]
            progress(len(ids), total)
        _file(by, token, title, ending, len(ids), at)
        count, digest = digest_of(ids)
        facts: dict[str, Any] = {"rows": count, "digest": digest, "filters": sorted(wish.raw), "format": ending}
        note(by, "list.exported", Ref(one.kind, 0), at=at, list=name, **facts)
    return {"rows": len(ids), "address": reverse("lists:file", args=[token])}


def _write(sheet: sheets.Sheet, by: Actor, columns: Any, rows: list[Any]) -> None:
    values = side(by, columns, rows)
    for row in rows:
        sheet.put([column.text(row, values.get(column.key, {}).get(row.pk)) for column in columns])


def _file(by: Actor, token: str, title: str, ending: str, rows: int, at: datetime) -> None:
    ExportFile.objects.create(
        group_id=by.group_id, store_id=by.store_id, owner_id=by.account_id, token=token, title=title[:120],
        ending=ending, rows=rows, made_at=at,
    )  # fmt: skip


def bulk(
    by: Actor, progress: Progress, *, name: str, key: str, saved: dict[str, Any], values: dict[str, str]
) -> dict[str, Any]:
    """Do something with every row that fits, 500 at a time; what is done stays when it is stopped."""
    one = spec.get(name)
    with scope(by):
        ids = list(fitting(one, by, restored(saved, one)).order_by().values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(ids), 500):
        changed += len(actions.work_on(by, one, key, ids[start : start + 500], values, at=now())[1])
        progress(min(start + 500, len(ids)), len(ids))
    return {"rows": changed, "address": one.address()}


def path_of(token: str) -> Any:
    """Where the file of an export lies."""
    folder = settings.MEDIA_ROOT / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / token


def sweep(by: Actor, day: date) -> None:
    """Throw away exports older than a day."""
    with scope(by):
        for old in ExportFile.objects.filter(made_at__lt=now() - KEPT):
            path_of(old.token).unlink(missing_ok=True)
            old.delete()
