"""Writing the file in memory: it never lies on a disk in plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from cheyuan.base.lists.cells import neutral


def written(rows: Iterable[Sequence[str]], ending: str, mark: str) -> bytes:
    """The sheet as bytes; every cell is harmless text, ``mark`` (whose copy it is) stands under the rows and in its facts."""
    lines = [*rows, [mark]]
    return _csv(lines) if ending == "csv" else _xlsx(lines, mark)


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    for line in lines:
        out.writerow([neutral(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterable[Sequence[str]], mark: str) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"comments": mark})
    page = book.add_worksheet()
    page.set_footer(f"&L{mark.replace('&', '&&')}"[:250])
    for number, line in enumerate(lines):
        for at, cell in enumerate(line):
            page.write_string(number, at, neutral(cell)[:32_767])
    book.close()
    return file.getvalue()
