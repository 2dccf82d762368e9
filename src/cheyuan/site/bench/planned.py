"""``python -m cheyuan.site.bench.planned``: the plan of every store of a house as JSON: seconds by stage, summed, and in all."""

import argparse
import json
import time
from datetime import date
from itertools import pairwise
from typing import Any

import django
from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.site.cli.together import CORES, side_by_side

STAGES = ("snapshot", "compute", "write")


def main() -> None:
    """Plan once and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--changed", action="store_true", help="only what changed since the last plan")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 21))
    args = parser.parse_args()
    import_string("cheyuan.base.lake.lightness.light")()
    django.setup()
    run_plan = import_string("cheyuan.engage.care.actions.plan.run_plan")
    stores = list(apps.get_model("tenancy", "Store").objects.filter(code__startswith="bench").order_by("pk"))

    def plan(store: Any) -> tuple[int, list[float]]:
        by, marks = system(store.group_id, (store.pk,), name="bench"), list[float]()
        done = run_plan(
            by, store.pk, as_of=args.as_of, at=now(), whole=not args.changed, engine=args.engine,
            progress=lambda _done, _total: marks.append(time.monotonic()),
        )  # fmt: skip
        return done.made, [*marks[:3], time.monotonic()]

    begun = time.monotonic()
    done = side_by_side(plan, stores, CORES)
    whole = time.monotonic() - begun
    seconds = dict.fromkeys(STAGES, 0.0)
    for _made, marks in done:
        for stage, (first, last) in zip(STAGES, pairwise(marks), strict=False):
            seconds[stage] += last - first
    tasks = sum(made for made, _marks in done)
    print(json.dumps({"seconds": seconds, "whole": whole, "tasks": tasks}), flush=True)


if __name__ == "__main__":
    main()
