"""``cheyuan care plan``: today's tasks, written store by store; ``--dry-run`` only prints the plan of a day."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.module_loading import import_string

from cheyuan.kernel.clock import SHANGHAI, day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, store, stores
from cheyuan.site.cli.shared import answer, options

COLUMNS = ("rule", "subject", "cycle", "due_on", "opens_on", "deadline", "why")


def add(parser: argparse.ArgumentParser) -> None:
    """For which day and stores."""
    parser.add_argument("what", choices=["plan"], help="the tasks of a day")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="default: today")
    parser.add_argument("--store", metavar="CODE", help="default: every store")
    parser.add_argument("--engine", choices=["duckdb"], default="duckdb", help="what computes it")
    parser.add_argument("--dry-run", action="store_true", help="print the whole plan of the day, write nothing")
    parser.add_argument("--format", choices=["csv", "text"], default="text", help="of a dry run")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Write the plan, or print it."""
    wake()
    places = [store(args.store)] if args.store else stores()
    as_of = args.as_of or day_of(now())
    if args.dry_run:
        _show(args, sorted(row for place in places for row in _drawn(place, as_of)))
        return 0
    runs = [_written(place, as_of) for place in places]
    lines = [f"{one['store']}: {one['made']} made, {one['moved']} moved, {one['closed']} closed" for one in runs]
    answer(args, {"as_of": as_of.isoformat(), "stores": runs}, *lines)
    return 0


def _written(place: Any, as_of: date) -> dict[str, Any]:
    plan = import_string("cheyuan.engage.care.actions.plan.run_plan")
    made = plan(house_of(place, "plan"), place.pk, as_of=as_of, at=now())
    return {"store": place.code, "made": made.made, "moved": made.moved, "closed": made.closed}


def _drawn(place: Any, as_of: date) -> Iterator[tuple[str, ...]]:
    by, why = house_of(place, "plan"), import_string("cheyuan.engage.care.why.sentence")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = import_string("cheyuan.engage.care.planning.drawn.Drawn")(by, as_of=as_of).plan(as_of)
    for batch in rows.to_batches(max_chunksize=5000):
        for row in batch.to_pylist():
            deadline = row["deadline"].replace(tzinfo=SHANGHAI).isoformat()
            days = (row["due_on"].isoformat(), row["opens_on"].isoformat())
            yield (
                row["rule"],
                row["subject"],
                row["cycle"],
                *days,
                deadline,
                why(row["rule"], json.loads(row["facts"])),
            )


def _show(args: argparse.Namespace, rows: Iterable[tuple[str, ...]]) -> None:
    if args.json:
        print(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False))
    elif args.format == "csv":
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(rows)
    else:
        for row in rows:
            print("  ".join(row))
