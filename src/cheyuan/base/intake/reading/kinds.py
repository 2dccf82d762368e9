"""What a file is, judged by its content: never by its name alone."""

from pathlib import Path

from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MARKED = (b"<!doctype", b"<html", b"<?xml", b"<table", b"%pdf", b"{\\rtf")
_HEAD = 65_536


def kind_of(path: Path, name: str, limits: Limits) -> str:
    """ "xlsx", "xls" or "csv" by content; refuses what is too large, empty, binary under a text's name or something else.

    Refused: sheet_file_empty, file_too_large(bytes, limit), file_binary(name), file_type(name), encoding_unknown (UTF-16).
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused("sheet_file_empty", value=name)
    if size > limits.file_bytes:
        raise Refused("file_too_large", value=name, bytes=size, limit=limits.file_bytes)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    ending = name.lower().rpartition(".")[2]
    packed = "xlsx" if head.startswith(ZIP) else "xls" if head.startswith(OLE) else ""
    if packed:
        if ending in ("csv", "txt", "tsv"):
            raise Refused("file_binary", value=name)
        return packed
    return _text(head, name)


def _text(head: bytes, name: str) -> str:
    if head.startswith(_WIDE):
        raise Refused("encoding_unknown", value=name)
    if _binary(head):
        raise Refused("file_binary", value=name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKED) or name.lower().endswith((".xlsx", ".ods", ".pdf", ".doc", ".docx")):
        raise Refused("file_type", value=name)
    return "csv"


def _binary(head: bytes) -> bool:
    """Control signs that no text holds, above all NUL."""
    controls = sum(head.count(bytes([sign])) for sign in range(32) if sign not in (9, 10, 11, 12, 13, 26, 27))
    return b"\0" in head or controls > len(head) // 100
