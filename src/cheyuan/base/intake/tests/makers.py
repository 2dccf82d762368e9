"""Files for the tests of intake: tables in every manner, and hostile ones."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

HEADERS = ("客户姓名", "联系电话", "车架号(VIN)", "车牌号", "购车日期", "当前里程(公里)", "备注")
VALID = ("陈立群", "13800138000", "LZASB6X56ND000000", "粤A7K2M6", "2024-03-05", "1,200公里", "常来")
SHEET_HEAD = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = b"</sheetData></worksheet>"
EMPTY_CELLS = b"".join(b'<c r="%s%%d" s="1"/>' % bytes([65 + column]) for column in range(5))


def csv_file(path: Path, rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A CSV without quoting of its own."""
    path.write_bytes("".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode(encoding))
    return path


def xlsx_file(path: Path, *sheets: Sequence[Sequence[object]], hidden: int = -1) -> Path:
    """A workbook; text that begins with "=" becomes a formula cell."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": True, "strings_to_urls": False}) as book:
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(f"表{number + 1}")
            if number == hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell)
    return path


def with_sheet(source: Path, target: Path, blocks: Iterable[bytes]) -> Path:
    """The same workbook with other XML in its first sheet, streamed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in old.infolist():
            with new.open(entry.filename, "w", force_zip64=True) as file:
                if entry.filename == "xl/worksheets/sheet1.xml":
                    for block in blocks:
                        file.write(block)
                else:
                    file.write(old.read(entry))
    return target


def inline_row(number: int, cells: Sequence[str], at: int | None = None) -> bytes:
    """A row of text cells as XML."""
    text = "".join(
        f'<c r="{chr(65 + i)}{at or number}" t="inlineStr"><is><t>{cell}</t></is></c>' for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{text}</row>'.encode()


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _formula(row: int, column: int, value: float) -> bytes:
    return _record(0x0006, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 3) + b"\x1e\x01\x00")


def xls_file(path: Path, rows: Sequence[Sequence[str]], name: str = "老表") -> Path:
    """A BIFF8 workbook of one sheet in a compound file; cells that begin with "=" become formulas."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    title = name.encode("utf-16-le")
    globals_size = 4 + len(begin) + 4 + 8 + len(title) + 4
    bound = struct.pack("<IBBBB", globals_size, 0, 0, len(name), 1) + title
    stream = _record(0x0809, begin) + _record(0x0085, bound) + _record(0x000A, b"")
    assert len(stream) == globals_size
    stream += _record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                stream += _formula(row, column, 1.0) if cell.startswith("=") else _label(row, column, cell)
    path.write_bytes(_compound(stream + _record(0x000A, b"")))
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", title, len(title) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", 0, 0, 0, start, size
    )


def _compound(stream: bytes) -> bytes:
    """[MS-CFB] version 3 with one FAT sector, one directory sector and the stream "Workbook"."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096,
        0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    head += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    directory = (
        _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream)) + bytes(256)
    )
    return head + table + directory + stream
