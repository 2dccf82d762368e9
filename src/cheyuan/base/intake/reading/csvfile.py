"""CSV as stores export it: UTF-8 with or without mark, or GB18030; comma, semicolon or tab between the cells."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused

_BLOCK = 1 << 20
_COMMON = (
    0.7  # share of the signs beyond ASCII that belong to GB 2312: real Chinese ≥ 0.95, other bytes read as GB below 0.6
)
_ENOUGH = 8


def encoding_of(path: Path) -> str:
    """ "utf-8-sig" or "gb18030"; Refused("encoding_unknown", line=…) when the file is neither, or only looks like it."""
    line = _first_bad_line(path, "utf-8-sig")
    if line is None:
        return "utf-8-sig"
    if _first_bad_line(path, "gb18030") is None and _plausible(path):
        return "gb18030"
    raise Refused("encoding_unknown", value=path.name, line=line)


def _first_bad_line(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                line += decoder.decode(block).count("\n")
            except UnicodeDecodeError as error:
                return line + block.count(b"\n", 0, max(error.start, 0))
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _plausible(path: Path) -> bool:
    """Whether text read as GB18030 is mostly made of common signs: other encodings rarely are."""
    with path.open("r", encoding="gb18030", errors="strict", newline="") as file:
        beyond = [sign for sign in file.read(_BLOCK) if ord(sign) > 127]
    if len(beyond) < _ENOUGH:
        return True
    common = sum(1 for sign in beyond if len(sign.encode("gb2312", "ignore")) == 2)
    return common >= _COMMON * len(beyond)


def delimiter_of(sample: str) -> str:
    """The sign between the cells: the one of , ; tab which the first lines hold most often."""
    lines = [line for line in sample.splitlines() if line.strip()][:20]
    return max(",;\t", key=lambda sign: (sum(min(line.count(sign), 200) for line in lines), sign == ","))


def rows(path: Path, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(row number as a spreadsheet shows it, cells) of each row that is not empty.

    Refused: encoding_unknown, rows_too_many, columns_too_many(row), file_broken(row).
    """
    csv.field_size_limit(limits.cell_signs)
    with path.open("r", encoding=encoding_of(path), newline="") as file:
        delimiter = delimiter_of(file.read(65_536))
        file.seek(0)
        number = kept = 0
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for cells in reader:
                number += 1
                if not any(cells) or not any(cell.strip() for cell in cells):
                    continue
                kept += 1
                _within(number, kept, len(cells), limits)
                yield number, cells
        except csv.Error as error:
            raise Refused("file_broken", value=path.name, row=number + 1, reason=str(error)) from None


def _within(number: int, kept: int, width: int, limits: Limits) -> None:
    if kept > limits.rows:
        raise Refused("rows_too_many", row=number, limit=limits.rows)
    if width > limits.columns:
        raise Refused("columns_too_many", row=number, columns=width, limit=limits.columns)
