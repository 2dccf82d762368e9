"""``cheyuan import book PATH``: an owner book (folder of CSV files, a CSV, a workbook) into a store, in one transaction.

Exit code 0: written (rows that were refused are named), 1: nothing was written.
"""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, store
from cheyuan.site.cli.shared import Fault, answer, options

KINDS = (".csv", ".txt", ".xlsx", ".xlsm", ".xls")
NAMED = 10_000
"""How many troubles are listed; all are counted."""


def add(parser: argparse.ArgumentParser) -> None:
    """What, from where, into which store."""
    parser.add_argument("what", choices=["book"], help="an owner book in the exchange format, or as a store writes it")
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder of CSV files, a CSV file or a workbook")
    parser.add_argument("--store", metavar="CODE", help="needed when there is more than one store")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="the day of the book")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--only-if-clean", action="store_true", help="write nothing when a row is refused")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Read, check, write; name what was refused."""
    wake()
    files = inputs(args.path)
    place = store(args.store)
    by = house_of(place, "import")
    facts = bring(
        by, place.id, files, args.path.name, args.as_of or day_of(now()), dry=args.dry_run, clean=args.only_if_clean
    )
    answer(args, facts, *_lines(facts))
    return 0


def inputs(path: Path) -> list[Any]:
    """The files of a book; Fault when there are none."""
    make = import_string("cheyuan.base.intake.pipeline.Input")
    files = sorted(one for one in path.iterdir() if one.suffix.lower() in KINDS) if path.is_dir() else [path]
    if not files or not all(one.is_file() for one in files):
        raise Fault("no_book", f"{path} is neither a file nor a folder with {', '.join(KINDS)} files")
    return [make(one, one.name) for one in files]


def bring(
    by: Actor, store_id: int, files: list[Any], title: str, as_of: date, *, dry: bool = False, clean: bool = False
) -> dict[str, Any]:
    """One import from begin to end; a refused one leaves nothing behind, not even its files."""
    actions = "cheyuan.base.intake.actions"
    batch = import_string(f"{actions}.take")(by, store_id, files, title=title, as_of=as_of, at=now())
    done = None
    try:
        if dry:
            done = import_string(f"{actions}.check")(by, batch.pk, at=now())
        else:
            done = import_string(f"{actions}.commit")(by, batch.pk, at=now(), only_if_clean=clean)
        return _facts(by, done)
    finally:
        if done is None or dry:
            import_string(f"{actions}.discard")(by, batch.pk, at=now())


def _facts(by: Actor, batch: Any) -> dict[str, Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = import_string("cheyuan.base.intake.queries.troubles")(by, batch.pk, limit=NAMED)
        named = [
            {"sheet": one.sheet, "row": one.row, "field": one.field, "code": one.code, "severity": one.severity}
            for one in rows
        ]
    return {"import": batch.pk, "state": batch.state, "counts": batch.counts, "troubles": named}


def _lines(facts: Mapping[str, Any]) -> list[str]:
    counts = facts["counts"]
    lines = [
        f"{one['sheet']} row {one['row']}: {one['severity']} {one['code']} {one['field']}" for one in facts["troubles"]
    ]
    if counts.get("later"):
        lines.append(f"kept for later: {counts['later']} rows whose room does not exist yet")
    inside = ", ".join(f"{name} {number}" for name, number in counts.items() if number)
    return [*lines, f"{facts['state']}: {inside}"]
