"""The process that opens an upload: limited in memory, time and output, without the parent's environment.

``python -m cheyuan.base.intake.reading.child IN OUT KIND LIMITS`` writes lines of JSON: per sheet its rows
``[number, cells]`` or ``[number, cells, formula columns]``, and as the last line an index of the sheets or a refusal.
"""

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from cheyuan.base.intake.reading import csvfile, package, workbook
from cheyuan.base.intake.reading.cells import Numbered
from cheyuan.base.intake.reading.limits import Limits
from cheyuan.kernel.errors import Refused

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def confine(limits: Limits) -> None:
    """Take the limits of memory, processor time and file size upon this process; leave no core file."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def raw_sheets(path: Path, kind: str, limits: Limits) -> Iterator[workbook.RawSheet]:
    """The sheets of a file whose kind is known; a CSV is a book of one sheet."""
    if kind == "csv":
        rows: Iterator[Numbered] = ((number, [*cells]) for number, cells in csvfile.rows(path, limits))
        yield workbook.RawSheet("", False, rows)
        return
    if kind == "xlsx":
        package.check(path, limits)
    yield from workbook.sheets(path, kind, limits)


def pour(path: Path, kind: str, limits: Limits, out: TextIO) -> None:
    """Write every row of every sheet and the closing index; a refusal is the last line instead."""
    index: list[dict[str, object]] = []
    last: dict[str, object] = {"sheets": index}
    at = 0
    try:
        for sheet in raw_sheets(path, kind, limits):
            start, rows = at, 0
            for number, cells in sheet.rows:
                columns = sheet.formulas.get(number)
                line = _encode([number, cells, columns] if columns else [number, cells])
                at += out.write(line + "\n")
                rows += 1
            index.append({"name": sheet.name, "hidden": sheet.hidden, "start": start, "rows": rows})
    except Refused as refused:
        last = {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        last = {"refused": "file_heavy", "facts": {"value": path.name}}
    out.write(json.dumps(last, default=str) + "\n")


def main(arguments: list[str]) -> None:
    """Read the file named first into the file named second."""
    source, target, kind, figures = arguments
    limits = Limits(**json.loads(figures))
    confine(limits)
    with Path(target).open("w", encoding="ascii") as out:
        pour(Path(source), kind, limits, out)


if __name__ == "__main__":
    main(sys.argv[1:])
