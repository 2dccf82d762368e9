"""Worksheets of .xlsx and .xls as rows of plain values (text, whole numbers, floats; days and times as ISO text)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from cheyuan.base.intake.reading import biff, package
from cheyuan.base.intake.reading.cells import Cell, Numbered
from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused

_EXACT = 2**53


@dataclass
class RawSheet:
    """One worksheet: its rows that are not empty by true number, and where formulas stand (row → columns from 0)."""

    name: str
    hidden: bool
    rows: Iterator[Numbered]
    formulas: dict[int, list[int]] = field(default_factory=dict)


def sheets(path: Path, kind: str, limits: Limits) -> Iterator[RawSheet]:
    """The worksheets in their order. Refused: file_broken, file_locked, rows_too_many, columns_too_many."""
    scans = package.scan(path) if kind == "xlsx" else {}
    formulas = biff.formulas(path) if kind == "xls" else {name: scan.formulas for name, scan in scans.items()}
    for name, scan in scans.items():
        if scan.last_row > limits.rows:
            raise Refused("rows_too_many", value=name, row=scan.last_row, limit=limits.rows)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    sheet = workbook.get_sheet_by_name(meta.name)
                    hidden = meta.visible != SheetVisibleEnum.Visible
                    yield RawSheet(meta.name, hidden, _rows(sheet, limits), formulas.get(meta.name, {}))
    except PasswordError:
        raise Refused("file_locked", value=path.name) from None
    except (CalamineError, WorksheetNotFound, OSError) as error:
        raise Refused("file_broken", value=path.name, reason=str(error)) from None


def _rows(sheet: CalamineSheet, limits: Limits) -> Iterator[Numbered]:
    """Rows by their number in the sheet: calamine counts rows from the first of the sheet, columns from the first used."""
    if sheet.start is None:
        return
    before: list[Cell] = [None] * sheet.start[1]
    if len(before) + sheet.width > limits.columns:
        raise Refused("columns_too_many", value=sheet.name, columns=len(before) + sheet.width, limit=limits.columns)
    kept = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        plain = [plain_cell(cell) for cell in cells]
        if any(cell is not None for cell in plain):
            kept += 1
            if kept > limits.rows:
                raise Refused("rows_too_many", value=sheet.name, row=number, limit=limits.rows)
            yield number, before + plain


def plain_cell(cell: object) -> Cell:
    """A value that JSON can carry: whole floats as whole numbers, days as ISO text, True as "TRUE", blanks as None."""
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < _EXACT else cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return cell if isinstance(cell, int) else None
