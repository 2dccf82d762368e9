"""Tables in files: read with named columns, every wrong cell told by its line; written whole or not at all."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cheyuan.kernel import dates, text
from cheyuan.kernel.errors import Refused

MOST = 5_000_000
SIGNS = 32_000


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers, without empty ones. Refused("sheet_no_file"), ("sheet_not_text")."""
    try:
        with path.open(encoding="utf-8-sig", newline=None) as file:
            for number, line in enumerate(file, 1):
                if "\0" in line:
                    raise Refused("sheet_not_text", file=path.name)
                if line.strip():
                    yield number, line.rstrip("\n")
    except OSError:
        raise Refused("sheet_no_file", file=str(path)) from None
    except UnicodeDecodeError:
        raise Refused("sheet_not_text", file=path.name) from None


def table(path: Path, needed: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with a header line, under our names (``known``: their name in small letters → ours), with line numbers.

    Refused("sheet_empty"), ("sheet_column", column=…), ("sheet_row", line=…) for a line longer than its header.
    """
    found = lines(path)
    numbers: list[int] = []

    def counted() -> Iterator[str]:
        for number, line in found:
            numbers.append(number)
            yield line

    rows = csv.reader(counted())
    header = next(_read(rows, numbers), None)
    if header is None:
        raise Refused("sheet_empty", file=path.name)
    names = [known.get(name.strip().lower(), name.strip().lower()) for name in header]
    for column in needed:
        if column not in names:
            raise Refused("sheet_column", column=column, file=path.name)
    for row in _read(rows, numbers):
        if len(row) > len(names):
            raise Refused("sheet_row", line=numbers[-1])
        yield numbers[-1], dict(zip(names, (cell.strip() for cell in row), strict=False))
        if numbers[-1] > MOST:
            raise Refused("sheet_too_long", most=MOST)


def _read(rows: Any, numbers: list[int]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error:
        raise Refused("sheet_row", line=numbers[-1] if numbers else 1) from None


def cell(row: Mapping[str, str], name: str, line: int, read: Callable[[str], Any], *, needed: bool = False) -> Any:
    """A cell read, None when it is empty; Refused("sheet_cell", line=…, column=…, value=…) when it makes no sense."""
    typed = row.get(name, "")
    if not typed:
        if needed:
            raise Refused("sheet_missing", line=line, column=name)
        return None
    try:
        return read(typed)
    except (Refused, ValueError, OverflowError):
        raise Refused("sheet_cell", line=line, column=name, value=typed[:40]) from None


def day(typed: str) -> date:
    """A day however people write it."""
    return dates.read(typed)


def fen(typed: str) -> int:
    """An amount in whole hundredths of its unit."""
    return text.fen(typed)


def whole(typed: str) -> int:
    """A whole number, not negative."""
    number = int(typed)
    if not 0 <= number < 2**62:
        raise ValueError
    return number


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a CSV beside its place, then put it there: half a file never stands. Answers the rows. Refused("sheet_no_room")."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow(["" if one is None else one for one in row])
                count += 1
        draft.replace(path)
    except OSError:
        raise Refused("sheet_no_room", file=str(path)) from None
    finally:
        draft.unlink(missing_ok=True)
    return count
