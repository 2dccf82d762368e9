"""Refusals outside the database: appended before the commit, hashes only, replayed after a restore (P6)."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def folder() -> Path:
    """Where refusals are kept outside the backup: ``refusals`` in the data folder."""
    return Path(settings.DATA) / "refusals"


def append(
    group_id: int, key: bytes, channel: str, purpose: str, source: str, at: datetime, *, given: bool = False
) -> None:
    """One line, on the disk when this returns. A refusal whose transaction then fails stays refused: the safe side.

    ``given``: the person's own later yes, written only after its commit.
    """
    line = {"group": group_id, "key": key.hex(), "channel": channel, "purpose": purpose, "source": source}
    line |= {"given": True} if given else {}
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder() / f"refusals-{at:%Y-%m}.jsonl"
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(json.dumps({**line, "at": at.isoformat()}) + "\n")
        out.flush()
        os.fsync(handle)


def lines() -> Iterator[dict[str, Any]]:
    """Every refusal written, oldest first; a line cut off by a crash is left out."""
    for file in sorted(folder().glob("refusals-*.jsonl")):
        for text in file.read_text().splitlines():
            try:
                line = json.loads(text)
            except ValueError:
                continue
            yield line
