"""What a file is, by what is in it: never by its name or by what the browser says."""

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from cheyuan.kernel.errors import Refused

MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "glb": "model/gltf-binary",
}
UNPACKED, ENTRIES = 512 * 1024 * 1024, 4096
"""An archive may unpack to this many bytes in this many entries."""
HEAD = 64 * 1024
SHEET = "xl/workbook.xml"

_STARTS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("xls", lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("glb", lambda head: head.startswith(b"glTF\x02\x00\x00\x00")),
)


def kind_of(file: BinaryIO) -> str:
    """The kind of a file (a key of MEDIA_TYPES), "" when it is none of ours; Refused("file_unpacks") for archive bombs."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    for kind, starts in _STARTS:
        if starts(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _archive(file)
    return "csv" if _is_text(head) else ""


def _archive(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    finally:
        file.seek(0)
    if len(inside) > ENTRIES or sum(one.file_size for one in inside) > UNPACKED:
        raise Refused("file_unpacks")
    return "xlsx" if any(one.filename == SHEET for one in inside) else ""


def _is_text(head: bytes) -> bool:
    """Text of a table as spreadsheet programs here write it: UTF-8, UTF-16 with its mark, or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head or head.lstrip()[:1] == b"<":
        return False
    return any(_decodes(head, code) for code in ("utf-8", "gb18030"))


def _decodes(head: bytes, code: str) -> bool:
    """Whether the beginning is text; the last sign may be cut off when there is more."""
    for cut in range(4 if len(head) == HEAD else 1):
        try:
            head[: len(head) - cut].decode(code)
        except UnicodeDecodeError:
            continue
        return True
    return False
