"""Writes a book as a folder of CSV files in one pass, with the answers to its planted faults beside it."""

import csv
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cheyuan.site.demo import faults as planting
from cheyuan.site.demo import rows as sheets
from cheyuan.site.demo.book import Book
from cheyuan.site.demo.faults import Planted, Rows

ANSWERS = ("file", "row", "kind", "follows")


@dataclass(slots=True)
class Written:
    """How many rows each file got (without its header) and how many faults were planted."""

    customers: int = 0
    vehicles: int = 0
    services: int = 0
    faults: int = 0


@dataclass(slots=True)
class _Folder:
    """The open files of a book, each with the number of its last line (the header is line 1)."""

    folder: Path
    files: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def open(self, stack: ExitStack, name: str, columns: tuple[str, ...]) -> None:
        file = stack.enter_context((self.folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
        self.files[name], self.lines[name] = csv.writer(file, lineterminator="\n"), 1
        self.files[name].writerow(columns)

    def put(self, sheet: str, row: sheets.Row) -> str:
        """Write a row; its place as "file:line"."""
        self.files[sheet].writerow(row)
        self.lines[sheet] += 1
        return f"{sheet}.csv:{self.lines[sheet]}"


def write(
    folder: Path,
    *,
    vehicles: int,
    owners: int,
    as_of: date,
    visits: int | None = None,
    seed: int = 1,
    faults: int = 0,
    first: int = 0,
    city: str = "广州",
) -> Written:
    """Write customers.csv, vehicles.csv, services.csv into ``folder`` (made if missing); the same arguments, the same bytes.

    ``visits`` is approximate. With ``faults`` = n the book has n faults of every kind of ``faults.KINDS`` and answers.csv
    lists them: file, row (line of the file, header = 1), kind, follows ("customers.csv:12" for rows that are only wrong
    because that row is; empty for the planted row itself). ValueError when the book is too small for the faults.
    """
    book = Book(vehicles, owners, as_of, seed, visits, first, city)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        out = _Folder(folder)
        for name, columns in sheets.COLUMNS.items():
            out.open(stack, name, columns)
        if faults:
            out.open(stack, "answers", ANSWERS)
            for rows, planted in planting.spread(book, owners, faults, seed, as_of):
                _put_with_answers(out, rows, planted)
        else:
            for household in book:
                for sheet, row in sheets.of(household):
                    out.put(sheet, row)
    counts = {name: out.lines[name] - 1 for name in sheets.COLUMNS}
    return Written(**counts, faults=faults * len(planting.KINDS))


def _put_with_answers(out: _Folder, rows: Rows, planted: Planted | None) -> None:
    at = [out.put(sheet, row) for sheet, row in rows]
    if planted:
        _answer(out, at[planted.place], planted.kind, "")
        for place in planted.follows:
            _answer(out, at[place], planted.kind, at[planted.place])


def _answer(out: _Folder, at: str, kind: str, follows: str) -> None:
    file, line = at.split(":")
    out.put("answers", [file, int(line), kind, follows])
