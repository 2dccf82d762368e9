"""The witness: heads of the audit chains, written every minute to files that backups leave alone.

Whoever rewrites a chain in the database, its head included, cannot make it agree with what was written here before.
One file a day, one line an export: ``{"at": …, "heads": {"12": [seq, hash as hex], "-1": …}}``, only chains that grew.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

Heads = dict[int, tuple[int, str]]


def folder() -> Path:
    """Where the witness is kept: ``witness`` in the data folder."""
    return Path(settings.DATA) / "witness"


def export(at: datetime) -> int:
    """Append the heads that moved since today's last export; answers how many."""
    known: Heads = {}
    for line in _lines(_file(at)):
        known |= _heads(line)
    grown = {chain: head for chain, head in current().items() if known.get(chain) != head}
    if grown:
        _append(at, {"at": at.isoformat(), "heads": {str(chain): list(head) for chain, head in sorted(grown.items())}})
    return len(grown)


def note_restore(at: datetime) -> None:
    """After a backup was restored: what the witness saw beyond the restored heads is gone with consent."""
    heads = {str(chain): list(head) for chain, head in sorted(current().items())}
    _append(at, {"at": at.isoformat(), "restored": True, "heads": heads})


def current() -> Heads:
    """The heads as the database has them now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, seq, encode(hash, 'hex') FROM journal_audithead")
        return {chain: (seq, digest) for chain, seq, digest in cursor.fetchall()}


def seen(where: Path | None = None) -> list[tuple[int, int, str]]:
    """Every exported head (chain, seq, hash), oldest first, without what a restore undid."""
    found: list[tuple[int, int, str]] = []
    for file in sorted((where or folder()).glob("heads-*.jsonl")):
        for line in _lines(file):
            heads = _heads(line)
            if line.get("restored"):
                found = [one for one in found if one[1] <= heads.get(one[0], (0, ""))[0]]
            found += [(chain, seq, digest) for chain, (seq, digest) in heads.items()]
    return found


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file; one that was cut off by a crash is left out."""
    for text in file.read_text().splitlines() if file.exists() else ():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        yield line


def _heads(line: dict[str, Any]) -> Heads:
    return {int(chain): (int(seq), str(digest)) for chain, (seq, digest) in line["heads"].items()}


def _file(at: datetime) -> Path:
    return folder() / f"heads-{at:%Y-%m-%d}.jsonl"


def _append(at: datetime, line: dict[str, Any]) -> None:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(_file(at), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(f"{json.dumps(line)}\n")
        out.flush()
        os.fsync(handle)
