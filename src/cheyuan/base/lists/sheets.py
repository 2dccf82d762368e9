"""Writing rows to CSV (UTF-8 with BOM, as sheet programs here expect) or XLSX, every cell as harmless text."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from cheyuan.base.lists.cells import neutral


class Sheet(Protocol):
    """Takes rows one after the other."""

    def put(self, cells: Sequence[str]) -> None:
        """Write a row."""


class _Csv:
    def __init__(self, file: Any) -> None:
        self._out = csv.writer(file)

    def put(self, cells: Sequence[str]) -> None:
        self._out.writerow([neutral(cell) for cell in cells])


class _Xlsx:
    def __init__(self, sheet: Any) -> None:
        self._sheet, self._row = sheet, 0

    def put(self, cells: Sequence[str]) -> None:
        for at, cell in enumerate(cells):
            self._sheet.write_string(self._row, at, neutral(cell)[:32_767])
        self._row += 1


@contextmanager
def writer(path: Path, ending: str) -> Iterator[Sheet]:
    """A sheet in a file that appears only when it is complete; memory stays the same whatever the number of rows."""
    draft = path.with_suffix(".part")
    try:
        if ending == "csv":
            with draft.open("w", encoding="utf-8-sig", newline="") as file:
                yield _Csv(file)
        else:
            options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
            book = xlsxwriter.Workbook(str(draft), options)
            try:
                yield _Xlsx(book.add_worksheet())
            finally:
                book.close()
        draft.chmod(0o600)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
