"""An upload as a book of sheets: ``read(path, *, name, known, limits) -> Book``; use it as a context manager.

``Book.sheets`` has a ``Sheet(name, hidden, header_row, headers)`` each; ``Sheet.rows()`` yields ``Row(number, cells,
formulas)`` with the row numbers that the user sees in his sheet, without empty rows, total rows and repeated headers
(``Sheet.skipped`` names the latter two after the rows were read). ``Sheet.is_table`` is False for sheets of notes.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from cheyuan.base.intake.reading.cells import Cell
from cheyuan.base.intake.reading.kinds import kind_of
from cheyuan.base.intake.reading.labels import matches
from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

_HEADER_WITHIN = 50  # rows in which the header is looked for
_HEADER_CELLS = 3  # so many known labels make a header
_TAIL = 1 << 20
_TOTAL = re.compile(
    r"(?:本页|本月|全部|累计)?(?:合 *计|总 *计|小 *计)(?:[::].*)?|累计|(?:grand |sub)?totals?:?", re.IGNORECASE
)

_TOTAL_STARTS = frozenset("合总小本全累tTgGsS")


class Row(NamedTuple):
    """One row: its number in the sheet (from 1), its cells, the columns (from 0; −1 unknown) that hold formulas."""

    number: int
    cells: list[Cell]
    formulas: list[int] = []


class Skipped(NamedTuple):
    """A row that is no data: ``reason`` is "total" or "header"."""

    number: int
    reason: str


@dataclass
class Sheet:
    """One sheet of a book; ``header_row`` is 0 when it holds no table."""

    name: str
    hidden: bool
    header_row: int
    headers: tuple[str, ...]
    row_count: int
    skipped: list[Skipped] = field(default_factory=list)
    _file: int = field(default=-1, repr=False)
    _start: int = 0

    @property
    def is_table(self) -> bool:
        """Whether the sheet holds a table rather than notes."""
        return self.header_row > 0

    def rows(self) -> Iterator[Row]:
        """The data rows below the header, in their order; may be read again and again."""
        self.skipped.clear()
        if not self.is_table:
            return
        for row in _lines(self._file, self._start, self.row_count):
            if row.number <= self.header_row:
                continue
            if reason := self._no_data(row.cells):
                self.skipped.append(Skipped(row.number, reason))
            else:
                yield row

    def pick(self, numbers: Collection[int]) -> Iterator[Row]:
        """The rows with these numbers only; the others are passed over unread."""
        lines = io.BufferedReader(_Window(self._file, self._start), 1 << 16)
        for line in islice(lines, self.row_count):
            if int(line[1 : line.find(b",")]) in numbers:
                yield Row(*_decode(line.decode("ascii"), 0)[0])

    def samples(self, count: int = 100) -> list[Row]:
        """The first data rows: what the mapping is guessed from."""
        return list(islice(self.rows(), count))

    def _no_data(self, cells: list[Cell]) -> str:
        first = next((cell for cell in cells if cell is not None and cell != ""), None)
        if isinstance(first, str) and (first in self.headers or first.strip()[:1] in _TOTAL_STARTS):
            filled = sum(1 for cell in cells if cell is not None and cell != "")
            if filled * 2 <= max(len(self.headers), 6) and _TOTAL.fullmatch(half(first)):
                return "total"
            if filled >= 2 and _is_header(cells, self.headers):
                return "header"
        return ""


def _is_header(cells: list[Cell], headers: tuple[str, ...]) -> bool:
    pairs = [(half(cell), header) for cell, header in zip(cells, headers, strict=False) if cell]
    return all(cell == header for cell, header in pairs)


@dataclass
class Book:
    """The sheets of one upload; leaving the ``with`` block deletes what was unpacked."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    _file: BinaryIO = field(default_factory=io.BytesIO, repr=False)

    @property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets that hold a table with at least one row."""
        return tuple(sheet for sheet in self.sheets if sheet.is_table)

    def close(self) -> None:
        """Let go of the unpacked rows: their file has no name any more, so it ends with its last handle."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read(
    path: Path,
    *,
    name: str = "",
    known: Collection[str] = (),
    limits: Limits | None = None,
    folder: Path | None = None,
) -> Book:
    """The book in the file at ``path`` that was uploaded as ``name``; ``known`` are the labels of all fields.

    The unpacked rows lie in ``folder`` (else where the system keeps such things) under a name only until they are read in.

    Refused: sheet_file_empty, file_too_large, file_binary, file_type, file_bomb, file_locked, file_broken, file_heavy,
    encoding_unknown, rows_too_many, columns_too_many, no_table.
    """
    name, limits = name or path.name, limits or Limits()
    kind = kind_of(path, name, limits)
    place = Path(tempfile.mkdtemp(prefix="book-", dir=folder))
    try:
        target = place / "rows.jsonl"
        index = _unpack(path, target, kind, limits, name)
        file = target.open("rb")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    sheets = tuple(_sheet(entry, file.fileno(), frozenset(known), name, kind) for entry in index)
    book = Book(name, kind, sheets, file)
    if not book.tables:
        book.close()
        raise Refused("no_table", value=name)
    return book


def _unpack(path: Path, target: Path, kind: str, limits: Limits, name: str) -> list[dict[str, Any]]:
    """Let the child read the file; the index of its sheets. Its own refusals are raised here with the upload's name."""
    module = "cheyuan.base.intake.reading.child"
    command = [sys.executable, "-m", module, str(path.resolve()), str(target), kind, json.dumps(limits.as_dict())]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            cwd=target.parent,
            timeout=limits.seconds * 2,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("file_heavy", value=name) from None
    last = _last_line(target) if done.returncode == 0 else {}
    if "refused" in last:
        facts = {key: fact for key, fact in last["facts"].items() if fact != path.name}
        raise Refused(str(last["refused"]), **{"value": name, **facts})
    if "sheets" not in last:
        raise Refused("file_heavy", value=name)
    return list(last["sheets"])


def _last_line(target: Path) -> dict[str, Any]:
    with target.open("rb") as file:
        file.seek(max(0, target.stat().st_size - _TAIL))
        lines = file.read().splitlines()
    return dict(json.loads(lines[-1])) if lines else {}


class _Window(io.RawIOBase):
    """A file read from a place of its own, so that several readers share one handle."""

    def __init__(self, file: int, at: int) -> None:
        self._file, self._at = file, at

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        data = os.pread(self._file, len(buffer), self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _lines(file: int, start: int, count: int) -> Iterator[Row]:
    lines = io.BufferedReader(_Window(file, start), 1 << 16)
    for line in islice(lines, count):
        yield Row(*_decode(line.decode("ascii"), 0)[0])


_decode: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def _sheet(entry: dict[str, Any], file: int, known: frozenset[str], book: str, kind: str) -> Sheet:
    start, count = entry["start"], entry["rows"]
    header = _header(list(islice(_lines(file, start, count), _HEADER_WITHIN)), known, kind == "csv")
    headers = tuple(half(cell) for cell in header.cells) if header else ()
    name = str(entry["name"]) or book.rpartition(".")[0]
    return Sheet(name, bool(entry["hidden"]), header.number if header else 0, headers, count, [], file, start)


def _header(rows: list[Row], known: frozenset[str], only: bool) -> Row | None:
    """The first row in which three cells (or all of a smaller table) are known labels; else the first row of a table.

    A sheet whose rows all have fewer than three cells is one of notes, unless it is the only sheet of a CSV.
    """
    for row in rows:
        filled = [cell for cell in row.cells if cell is not None and half(cell)]
        hits = sum(1 for cell in filled if isinstance(cell, str) and matches(cell, known))
        if hits >= min(_HEADER_CELLS, max(len(filled), 2)):
            return row
    wide = [row for row in rows if sum(cell is not None and half(cell) != "" for cell in row.cells) >= _HEADER_CELLS]
    return wide[0] if wide else rows[0] if only and rows else None
