"""``python -m cheyuan.site.bench.computing``: the plan over Parquet files, nothing but the engine; stages in seconds as JSON.

Embedded engine and database take the book in blocks of stores, so that memory is that of a block; a cluster spreads it itself.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import django
import pyarrow.parquet as pq
from django.utils.module_loading import import_string

from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.engine import Engine
from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.engines.spark import Spark

NAMES = ("vehicles", "customers", "visits", "readings")


@dataclass
class Stages:
    """Seconds of each stage, and how many tasks came out."""

    seconds: dict[str, float] = field(default_factory=lambda: {"read": 0.0, "compute": 0.0, "write": 0.0})
    tasks: int = 0

    def took(self, stage: str, since: float) -> float:
        """Count from ``since`` until now; answers now."""
        at = time.monotonic()
        self.seconds[stage] += at - since
        return at


def computed(engine: Engine, folder: Path, blocks: Sequence[Sequence[str]], as_of: date) -> Stages:
    """The tasks of all rules of every block, written beside the book."""
    stages = Stages()
    texts = import_string("cheyuan.engage.care.planning.texts.texts")(engine.dialect)
    for number, block in enumerate(blocks):
        at = time.monotonic()
        _given(engine, folder, block, as_of, texts)
        at = stages.took("read", at)
        for name, statement in texts["tasks"]["stages"]:
            engine.keep(name, statement)
        engine.keep("plan_drawn", texts["tasks"]["result"])
        at = stages.took("compute", at)
        stages.tasks += engine.save("SELECT * FROM plan_drawn", folder / f"tasks-{number:04d}")
        stages.took("write", at)
    return stages


def _given(engine: Engine, folder: Path, block: Sequence[str], as_of: date, texts: dict[str, object]) -> None:
    """Files of the block, the usual values for its stores; rules of managers and guests: none."""
    planning = import_string("cheyuan.engage.care.planning.engine.Engine")
    values = import_string("cheyuan.engage.care.plan.policy.DEFAULTS")
    found = [folder / f"vehicles-{part}.parquet" for part in block]
    stores = {
        one for path in found for one in pq.read_table(path, columns=["store_id"])["store_id"].unique().to_pylist()
    }
    for name in NAMES:
        engine.files(f"plan_in_{name}", [folder / f"{name}-{part}.parquet" for part in block])
    planning({}, engine, already=NAMES).ask(dict.fromkeys(sorted(stores), values), [], as_of)


def opened(name: str, memory: str, spill: Path, master: str) -> Engine:
    """The engine to be measured."""
    if name == "spark":
        return Spark(master)
    if name == "postgres":
        return Postgres(import_string("cheyuan.base.lake.looking.address")())
    return Embedded(2, memory, spill)


def main() -> None:
    """Compute once and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name, usual in (("--engine", "duckdb"), ("--memory", "2GB"), ("--master", ""), ("--as-of", "2026-11-21")):
        parser.add_argument(name, default=usual)
    parser.add_argument("--block", type=int, default=2, help="files at once; 0: all")
    args = parser.parse_args()
    django.setup()
    parts = sorted(path.stem.rpartition("-")[2] for path in args.folder.glob("vehicles-*.parquet"))
    size = args.block or len(parts)
    blocks = [parts[first : first + size] for first in range(0, len(parts), size)]
    import_string("cheyuan.engage.care.planning.texts.texts")("pyspark" if args.engine == "spark" else args.engine)
    engine = opened(args.engine, args.memory, args.folder / "spill", args.master)
    done = computed(engine, args.folder, blocks, date.fromisoformat(args.as_of))
    engine.close()
    print(json.dumps({"seconds": done.seconds, "tasks": done.tasks}), flush=True)


if __name__ == "__main__":
    main()
