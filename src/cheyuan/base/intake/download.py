"""The refused rows as a file: their own columns, in front the sheet, the row and the reason."""

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.http import FileResponse
from django.utils.translation import gettext as _

from cheyuan.base.intake import queries, shown, store
from cheyuan.base.intake.models import Batch
from cheyuan.base.journal.actions import note
from cheyuan.base.lists.sheets import writer
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def refused_rows(by: Actor, batch_id: int, ending: str, *, at: datetime) -> FileResponse:
    """An attachment, audited; the file has no name on disk any more when it is sent. Refused("refused_gone")."""
    one = queries.batch(by, batch_id)
    rows = _rows(one)
    first = next(rows, None)
    if first is None:
        raise Refused("refused_gone")
    note(
        by, "import.refused_downloaded", Ref("batch", one.pk), at=at, store_id=one.store_id,
        rows=one.counts.get("refused", 0),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix=store.PLAIN, dir=store.folder()) as folder:
        path = Path(folder) / f"rows.{ending}"
        with writer(path, ending) as sheet:
            sheet.put(first)
            for row in rows:
                sheet.put(row)
        content = path.open("rb")
    response = FileResponse(content, content_type=TYPES[ending])
    name = _("refused rows") + f" {one.created_at:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(one: Batch) -> Iterator[list[str]]:
    """Per sheet its headers, then its rows."""
    sheet = ""
    for line in store.refused_lines(one):
        if not line:
            continue
        found: Any = json.loads(line)
        if isinstance(found, dict):
            sheet = found["sheet"]
            yield [_("Sheet"), _("Row"), _("Why it was refused"), *map(str, found["headers"])]
        else:
            number, cells, problems = found
            why = "；".join(shown.reason(problem) for problem in problems if problem[2] == "error")
            yield [sheet, str(number), why, *("" if cell is None else str(cell) for cell in cells)]
