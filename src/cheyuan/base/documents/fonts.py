"""The font of our documents and the signs that it has, read from its own table: nobody prints boxes unseen."""

import struct
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc

FAMILY = "Noto Sans CJK SC"
FOLDER = Path(noto_cjk_sans_otc.__file__).parent
INSTEAD = "〓"
"""Stands for a sign that the font does not have, as printers always did."""


@cache
def signs() -> frozenset[int]:
    """Every code point that the font can draw (OpenType table ``cmap``, format 12 of the first face)."""
    data = next(FOLDER.glob("*.tt[cf]")).read_bytes()
    start = struct.unpack(">I", data[12:16])[0] if data[:4] == b"ttcf" else 0
    found: set[int] = set()
    for table in _subtables(data, _table(data, start, b"cmap")):
        if struct.unpack(">H", data[table : table + 2])[0] == 12:
            count = struct.unpack(">I", data[table + 12 : table + 16])[0]
            for first, last, _glyph in struct.iter_unpack(">III", data[table + 16 : table + 16 + 12 * count]):
                found.update(range(first, last + 1))
    return frozenset(found)


def _table(data: bytes, start: int, wanted: bytes) -> int:
    """Where a table of the face begins."""
    count = struct.unpack(">H", data[start + 4 : start + 6])[0]
    for place in range(start + 12, start + 12 + 16 * count, 16):
        if data[place : place + 4] == wanted:
            return int(struct.unpack(">I", data[place + 8 : place + 12])[0])
    raise ValueError(f"the font has no table {wanted.decode()}")


def _subtables(data: bytes, table: int) -> list[int]:
    count = struct.unpack(">H", data[table + 2 : table + 4])[0]
    places = struct.iter_unpack(">HHI", data[table + 4 : table + 4 + 8 * count])
    return [table + place for _platform, _encoding, place in places]


def missing(text: str) -> list[str]:
    """The signs of a text that the font cannot draw, each once, in order; line ends and tabs are no signs."""
    return [sign for sign in dict.fromkeys(text) if sign not in "\n\r\t" and ord(sign) not in signs()]


def printable(text: str) -> str:
    """The text with 〓 for every sign that could not be drawn."""
    gone = set(missing(text))
    return "".join(INSTEAD if sign in gone else sign for sign in text) if gone else text
