"""What the lake keeps of one store on disk: per table a base and what changed since (Parquet), and one manifest that names them.

A table's rows are those of its base, without the subjects in ``gone``, and those of ``delta``. Files are written under new
names; the manifest is replaced at once and last, so that whoever is stopped anywhere leaves the last complete state in use.
The files are read and written by the owner of the process alone, and hold what ``Published`` names: no sealed field.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from cheyuan.base.lake.looking import Moment

MANIFEST, LOCK = "manifest.json", "lock"
SHARE, LEAST = 5, 1_000
"""A table is written anew when one row in so many changed since its base, and more than so many did."""
ABANDONED_SECONDS = 86_400


@dataclass(frozen=True)
class Kept:
    """A table on disk: the statement's digest, the look it shows, the column of the subject, the names of its files.

    ``delta`` and ``gone`` may be none; ``changed`` counts their rows.
    """

    said: str
    moment: Moment
    key: str
    base: str
    rows: int
    delta: str = ""
    gone: str = ""
    changed: int = 0


class Shelf:
    """The folder of one store in one database; hold it (``held``) while reading or writing."""

    def __init__(self, database: str, store_id: int) -> None:
        self.store_id = store_id
        self.folder = root() / database.replace("/", "-") / str(store_id)
        self.tables: dict[str, Kept] = {}

    def look_up(self) -> None:
        """Read the manifest; what cannot be read counts as empty."""
        try:
            said: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text("utf-8"))
            self.tables = {
                name: Kept(**{**one, "moment": Moment(**one["moment"])}) for name, one in said["tables"].items()
            }
        except (OSError, ValueError, TypeError, KeyError):
            self.tables = {}

    def files(self, name: str) -> dict[str, str]:
        """The paths of a table's base, and of its delta and gone where it has them."""
        one = self.tables[name]
        return {part: str(self.folder / file) for part in ("base", "delta", "gone") if (file := getattr(one, part))}

    def read(self, name: str) -> pa.Table:
        """The rows of a table."""
        files, key = self.files(name), self.tables[name].key
        rows = pq.read_table(files["base"])
        if "gone" not in files:
            return rows
        gone = pq.read_table(files["gone"])[key].combine_chunks()
        rows = rows.filter(pc.invert(pc.is_in(rows[key], gone)))
        return pa.concat_tables([rows, pq.read_table(files["delta"])])

    def whole(self, name: str, said: str, key: str, moment: Moment, rows: pa.Table) -> None:
        """A table anew."""
        self.tables[name] = Kept(said, moment, key, self._written(name, rows), rows.num_rows)

    def changed(self, name: str, moment: Moment, ids: Collection[int], rows: pa.Table) -> None:
        """The rows of these subjects, in place of all that they had before."""
        one = replace(self.tables[name], moment=moment)
        key = one.key
        if ids:
            files, fresh = self.files(name), pa.array(list(ids), pa.int64())
            gone = pa.table({key: fresh})
            if "gone" in files:
                before = pq.read_table(files["delta"])
                rows = pa.concat_tables([before.filter(pc.invert(pc.is_in(before[key], fresh))), rows])
                gone = pa.concat_tables([pq.read_table(files["gone"]), gone]).group_by(key).aggregate([])
            delta = self._written(f"{name}-delta", rows)
            gone_file = self._written(f"{name}-gone", gone)
            one = replace(one, delta=delta, gone=gone_file, changed=rows.num_rows + gone.num_rows)
        self.tables[name] = one
        if one.changed > max(LEAST, one.rows // SHARE):
            self.whole(name, one.said, key, moment, self.read(name))

    def keep(self) -> None:
        """Make what was written count, for good; remove what counts no more."""
        said = {"tables": {name: asdict(one) for name, one in self.tables.items()}}
        _stored(self.folder / MANIFEST, lambda out: out.write(json.dumps(said).encode()))
        named = {file for one in self.tables.values() for file in (one.base, one.delta, one.gone)} | {MANIFEST, LOCK}
        for file in self.folder.iterdir():
            if file.name not in named:
                file.unlink(missing_ok=True)

    def _written(self, name: str, rows: pa.Table) -> str:
        file = f"{name}-{uuid4().hex[:12]}.parquet"
        _stored(self.folder / file, lambda out: pq.write_table(rows, out, compression="lz4"))
        return file


@contextmanager
def held(database: str, store_ids: Collection[int]) -> Iterator[dict[int, Shelf]]:
    """The shelves of some stores, nobody else at work on them; what they say is read."""
    shelves = {store: Shelf(database, store) for store in sorted(store_ids)}
    with ExitStack() as locks:
        for one in shelves.values():
            if not one.folder.exists():
                _clear(one.folder)
            locks.enter_context(_locked(one.folder))
            one.look_up()
        yield shelves


def root() -> Path:
    """Where the lake lies."""
    return Path(settings.DATA) / "lake" / "tables"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """Make the folder; what other databases left long ago (one restored, one of a test) goes."""
    for other in root().glob("*"):
        if other != folder.parent and time.time() - other.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _stored(file: Path, write: Any) -> None:
    """Draft, to the disk, under its name: there or not there."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
