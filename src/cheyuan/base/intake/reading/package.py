"""The zip around an .xlsx: refused when it would unpack to too much or is something else; its formula cells found.

Only this reads the package itself; the values come from calamine. Formulas are found by scanning the sheets' XML as a
stream, because calamine hands over values alone. Formats: ECMA-376 (SpreadsheetML), APPNOTE 6.3 (zip).
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused

_BLOCK = 1 << 20
_OVERLAP = 4_096
_SMALL = 8 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d{1,7})\"")
_END = re.compile(rb"</(?:\w+:)?sheetData>")


@dataclass
class Scan:
    """What the stream of one sheet showed: formula cells as row → column indexes (from 0), and the last row with a value."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    last_row: int = 0


def check(path: Path, limits: Limits) -> None:
    """Refused: file_broken, file_type (a zip that is no workbook), file_locked, file_bomb(bytes, limit)."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("file_broken", value=path.name) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    swollen = unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * packed
    if swollen or unpacked > limits.unpacked_bytes or len(entries) > limits.entries:
        raise Refused("file_bomb", value=path.name, bytes=unpacked, limit=limits.unpacked_bytes)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("file_locked", value=path.name)
    if "xl/workbook.xml" not in {entry.filename.lstrip("/") for entry in entries}:
        raise Refused("file_type", value=path.name)


def scan(path: Path) -> dict[str, Scan]:
    """The scan of each worksheet by its name; Refused("file_broken") when the package contradicts itself."""
    try:
        with zipfile.ZipFile(path) as package:
            return {name: _scan(package, part) for name, part in _parts(package).items() if part in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ElementTree.ParseError, KeyError):
        raise Refused("file_broken", value=path.name) from None


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part of the package."""
    relations = {
        element.get("Id"): str(PurePosixPath("xl") / element.get("Target", "")).removeprefix("/")
        for element in _xml(package, "xl/_rels/workbook.xml.rels")
    }
    found: dict[str, str] = {}
    for element in _xml(package, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] == "sheet":
            id_ = next((value for key, value in element.items() if key.rpartition("}")[2] == "id"), "")
            found[element.get("name", "")] = relations.get(id_, "")
    return found


def _xml(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A small part as XML; document types, the way to entity bombs, are refused."""
    with package.open(part) as file:
        data = file.read(_SMALL)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("file_bomb", value=part, bytes=len(data), limit=_SMALL)
    return ElementTree.fromstring(data)  # noqa: S314 - no document type, hence no entities


def _scan(package: zipfile.ZipFile, part: str) -> Scan:
    result, rest, row = Scan(), b"", 0
    with package.open(part) as file:
        while block := file.read(_BLOCK):
            window = rest + block
            end = _END.search(window)
            cut = end.start() if end else _cut(window)
            row = _look(window[:cut], row, result)
            if end:
                break
            rest = window[cut:]
        else:
            _look(rest, row, result)
    return result


def _cut(window: bytes) -> int:
    """Where the last cell (or row) of a piece begins: it is looked at together with what follows."""
    start = max(window.rfind(sign) for sign in (b"<c ", b":c ", b"<row ", b":row "))
    return window.rfind(b"<", 0, start + 1) if start >= 0 else max(0, len(window) - _OVERLAP)


def _look(text: bytes, row: int, result: Scan) -> int:
    """Note the formulas and the last value of one piece of XML; returns the row in which it ends."""
    for found in _FORMULA.finditer(text):
        start = max(text.rfind(b"<c ", 0, found.start()), text.rfind(b":c ", 0, found.start()) - 8, 0)
        cell = _last(_CELL, text, start, found.start())
        number, column = (int(cell[2]), _index(cell[1])) if cell else (row, -1)
        result.formulas.setdefault(number, []).append(column)
    last_value = max(text.rfind(b"<v>"), text.rfind(b":v>"), text.rfind(b"<is>"), text.rfind(b":is>"))
    row_before = _last_row(text, last_value) if last_value >= 0 else None
    if last_value >= 0:
        result.last_row = max(result.last_row, row_before or row)
    return _last_row(text, len(text)) or row


def _last_row(text: bytes, end: int) -> int | None:
    start = max(text.rfind(b"<row ", 0, end), text.rfind(b":row ", 0, end) - 16)
    found = _last(_ROW, text, max(start, 0), end)
    return int(found[1]) if found else None


def _last(form: re.Pattern[bytes], text: bytes, start: int, end: int) -> re.Match[bytes] | None:
    return max(form.finditer(text, start, end), key=lambda found: found.start(), default=None)


def _index(letters: bytes) -> int:
    """Column letters → index from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
