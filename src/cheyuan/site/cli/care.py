"""``cheyuan care plan --as-of DATE``: who must be contacted on a day. Store by store; ``--dry-run`` prints and writes nothing."""

import argparse
import csv
import io
import json
import sys
from datetime import date, datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, store, stores
from cheyuan.site.cli.shared import answer, options
from cheyuan.site.cli.together import CORES, side_by_side

ENGINES = ("duckdb", "postgres", "spark")
"""As in ``base/lake/engines``, which a command line must not load before it is asked for the plan."""
COLUMNS = ("rule", "subject", "cycle", "due_on", "opens_on", "deadline", "why")
ZONE = ZoneInfo("Asia/Shanghai")


def add(parser: argparse.ArgumentParser) -> None:
    """What, for which day, where."""
    parser.add_argument("what", choices=["plan"], help="today's list of whom to contact")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="default: today")
    parser.add_argument("--store", metavar="CODE", help="default: every store")
    parser.add_argument("--engine", choices=ENGINES, default="", help="where it is computed; default: CHEYUAN_ENGINE")
    parser.add_argument(
        "--full", action="store_true", help="draw every plan anew, not only those that may have changed"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the tasks of the day, write nothing")
    parser.add_argument("--format", choices=["csv", "json"], default="csv", help="of a dry run")
    parser.add_argument("--language", choices=["zh-hans", "en"], default="zh-hans", help="of the column why")
    parser.add_argument("--at-once", type=int, default=CORES, metavar="N", help="stores side by side; default: cores")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Draw, and write unless it is dry."""
    import_string("cheyuan.base.lake.lightness.light")()
    wake()
    as_of = args.as_of or day_of(now())
    places = [store(args.store)] if args.store else stores()
    if args.dry_run:
        with translation.override(args.language):
            rows = [row for place in places for row in drawn(place, as_of, args.engine)]
        rows.sort(key=lambda row: (row["rule"], row["subject"], row["cycle"]))
        sys.stdout.write(_json(rows) if args.json or args.format == "json" else _csv(rows))
        return 0
    done = side_by_side(lambda place: written(place, as_of, whole=args.full, engine=args.engine), places, args.at_once)
    answer(args, {"as_of": as_of.isoformat(), "stores": done}, *(_line(one) for one in done))
    return 0


def written(place: Any, as_of: date, *, whole: bool, engine: str = "") -> dict[str, Any]:
    """The plan of a store, written."""
    run_plan = import_string("cheyuan.engage.care.actions.plan.run_plan")
    begun = monotonic()
    import_string("cheyuan.engage.care.jobs.members_first")(house_of(place, "plan"), place.id, as_of)
    done = run_plan(house_of(place, "plan"), place.id, as_of=as_of, at=now(), whole=whole, engine=engine)
    seconds = round(monotonic() - begun, 3)
    return {
        "store": place.code, "run": done.pk, "made": done.made, "moved": done.moved, "closed": done.closed,
        "seconds": done.milliseconds / 1000, "whole_seconds": seconds, "by_rule": done.by_rule, "reasons": done.reasons,
    }  # fmt: skip


def drawn(place: Any, as_of: date, engine: str = "") -> list[dict[str, str]]:
    """The tasks of a day as the plan says, whether they exist already or not."""
    by = house_of(place, "plan").within(place.id)
    why = import_string("cheyuan.engage.care.why.sentence")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        name = import_string("cheyuan.base.lake.engines.opening.chosen")(engine)
        found = import_string("cheyuan.engage.care.planning.drawn.Drawn")(by, as_of, engine=name)
        tasks = found.plan()
        found.engine.done()
    return [_row(task, why) for task in tasks.to_pylist()]


def _row(task: dict[str, Any], why: Any) -> dict[str, str]:
    deadline: datetime = task["deadline"].replace(tzinfo=ZONE)
    return {
        "rule": task["rule"], "subject": task["subject"], "cycle": task["cycle"], "due_on": task["due_on"].isoformat(),
        "opens_on": task["opens_on"].isoformat(), "deadline": deadline.isoformat(),
        "why": why(task["rule"], json.loads(task["facts"])),
    }  # fmt: skip


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _json(rows: list[dict[str, str]]) -> str:
    return json.dumps(rows, ensure_ascii=False) + "\n"


def _line(one: dict[str, Any]) -> str:
    return f"{one['store']}: {one['made']} made, {one['moved']} moved, {one['closed']} closed in {one['seconds']:.1f} s"
