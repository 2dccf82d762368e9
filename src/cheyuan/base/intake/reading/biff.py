"""Where formulas stand in an old .xls: the records of BIFF8 ([MS-XLS]) in their compound file ([MS-CFB]).

calamine hands over values alone. Anything that this small reader does not understand counts as a file without formulas,
because calamine then has the last word on whether the file can be read at all.
"""

import struct
from pathlib import Path

from cheyuan.base.intake.reading.kinds import OLE

_BOUNDSHEET, _FORMULA, _EOF, _FILEPASS = 0x0085, 0x0006, 0x000A, 0x002F
_FREE = 0xFFFFFFFA


def formulas(path: Path) -> dict[str, dict[int, list[int]]]:
    """Sheet name → row (from 1) → columns (from 0) that hold a formula."""
    try:
        stream = _stream(path.read_bytes())
        return {name: _cells(stream, offset) for name, offset in _sheets(stream)}
    except (struct.error, IndexError, ValueError, MemoryError):
        return {}


def _stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of a compound file; the raw records when there is no compound file."""
    if not data.startswith(OLE):
        return data
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_directory, least, first_difat = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 68))
    difat = list(struct.unpack_from("<109I", data, 76))
    while first_difat < _FREE and len(difat) < 1_000_000:
        block = struct.unpack_from(f"<{size // 4}I", data, (first_difat + 1) * size)
        difat.extend(block[:-1])
        first_difat = block[-1]
    fat: list[int] = []
    for sector in difat:
        if sector < _FREE:
            fat.extend(struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size))
    directory = _chain(data, fat, first_directory, size)
    for at in range(0, len(directory) - 127, 128):
        name = directory[at : at + max(0, struct.unpack_from("<H", directory, at + 64)[0] - 2)].decode("utf-16-le")
        start, length = struct.unpack_from("<II", directory, at + 116)
        if name in ("Workbook", "Book") and length >= least:
            return _chain(data, fat, start, size)[:length]
    raise ValueError("no workbook stream")


def _chain(data: bytes, fat: list[int], sector: int, size: int) -> bytes:
    parts: list[bytes] = []
    while sector < _FREE and len(parts) <= len(fat):
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    return b"".join(parts)


def _sheets(stream: bytes) -> list[tuple[str, int]]:
    """(name, offset of its records) of each sheet, from the workbook's globals."""
    found, at = [], 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code in (_EOF, _FILEPASS):
            break
        if code == _BOUNDSHEET:
            offset, _flags, signs, wide = struct.unpack_from("<IHBB", stream, at + 4)
            text = stream[at + 12 : at + 12 + signs * (1 + (wide & 1))]
            found.append((text.decode("utf-16-le" if wide & 1 else "latin-1"), offset))
        at += 4 + length
    return found


def _cells(stream: bytes, at: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _EOF:
            break
        if code == _FORMULA:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            found.setdefault(row + 1, []).append(column)
        at += 4 + length
    return found
