"""``python -m cheyuan.site.bench.planned``: the whole plan of every store of a house; seconds by stage as JSON."""

import argparse
import json
import time
from datetime import date
from itertools import pairwise

import django
from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now

STAGES = ("snapshot", "compute", "write")


def main() -> None:
    """Plan once and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 21))
    args = parser.parse_args()
    import_string("cheyuan.base.lake.lightness.light")()
    django.setup()
    run_plan = import_string("cheyuan.engage.care.actions.plan.run_plan")
    seconds, tasks = dict.fromkeys(STAGES, 0.0), 0
    for store in apps.get_model("tenancy", "Store").objects.filter(code__startswith="bench").order_by("pk"):
        by, marks = system(store.group_id, (store.pk,), name="bench"), list[float]()
        done = run_plan(
            by, store.pk, as_of=args.as_of, at=now(), whole=True, engine=args.engine,
            progress=lambda done, total, marks=marks: marks.append(time.monotonic()),
        )  # fmt: skip
        tasks += done.made
        for stage, (first, last) in zip(STAGES, pairwise([*marks[:3], time.monotonic()]), strict=True):
            seconds[stage] += last - first
    print(json.dumps({"seconds": seconds, "tasks": tasks}), flush=True)


if __name__ == "__main__":
    main()
