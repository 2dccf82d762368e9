"""Erased files, remembered outside the database and its backups: numbers only. After a restore they are erased again."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def folder() -> Path:
    """``erasures`` in the data folder, which no backup takes along."""
    return Path(settings.DATA) / "erasures"


def append(group_id: int, store_id: int, customer_id: int, at: datetime) -> None:
    """One line, on the disk when this returns."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder() / f"erasures-{at:%Y-%m}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as out:
        line = {"group": group_id, "store": store_id, "customer": customer_id, "at": at.isoformat()}
        out.write(json.dumps(line) + "\n")
        out.flush()
        os.fsync(handle)


def lines() -> Iterator[dict[str, Any]]:
    """Every erased file, oldest first; a line cut off by a crash is left out."""
    for file in sorted(folder().glob("erasures-*.jsonl")):
        for text in file.read_text().splitlines():
            try:
                yield json.loads(text)
            except ValueError:
                continue
