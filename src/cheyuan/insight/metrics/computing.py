"""All figures of a store over one cut, on the embedded engine. Loaded by the child that reckons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from cheyuan.insight.metrics.declaring import DIMS, Metric

KINDS = {"store_id": pa.int32(), "index": pa.int64(), "first": pa.date32(), "last": pa.date32(), "as_of": pa.date32()}
Report = Callable[[int, int], None]


class Engine:
    """One cut in memory, with the months that are asked for."""

    def __init__(
        self, cut: Mapping[str, pa.Table], asked: Sequence[Mapping[str, Any]], memory: str = "1GB", folder: str = ""
    ) -> None:
        spill = {"temp_directory": folder} if folder else {}
        config: dict[str, Any] = {"threads": 2, "memory_limit": memory, "preserve_insertion_order": False, **spill}
        self.con: Any = duckdb.connect(config=config)
        for name, rows in {**cut, "asked": months(asked)}.items():
            self.con.register("arrived", rows)
            self.con.execute(f'CREATE TABLE "metric_{name}" AS FROM arrived')
            self.con.unregister("arrived")

    def rows(self, text: str) -> pa.Table:
        """The rows of a metric."""
        return self.con.sql(text).to_arrow_table()

    def figures(self, one: Metric, text: str, first: date, last: date) -> pa.Table:
        """Its sums per store and day, whole and for each combination of its dims."""
        named = list(one.dims)
        by = ["store_id", "day"]
        sets = [by] if not named else [by, by + named]
        groups = ", ".join(f"({', '.join(many)})" for many in sets)
        whole = f"grouping({named[0]}) = 1" if named else "true"
        dims = ", ".join(f"coalesce({name}, '') AS {name}" if name in named else f"'' AS {name}" for name in DIMS)
        return self.con.sql(
            f"SELECT store_id, '{one.code}' AS metric, day, {whole} AS whole, {dims},"  # noqa: S608 - our own words
            f" CAST(sum(num) AS BIGINT) AS num, CAST(sum(den) AS BIGINT) AS den FROM ({text}) counted"
            f" WHERE day BETWEEN DATE '{first.isoformat()}' AND DATE '{last.isoformat()}' GROUP BY GROUPING SETS ({groups})"
        ).to_arrow_table()


def months(asked: Sequence[Mapping[str, Any]]) -> pa.Table:
    """``asked`` as a table of the engine."""
    names = list(asked[0]) if asked else list(KINDS)
    schema = pa.schema([(name, KINDS.get(name, pa.int64())) for name in names])
    return pa.Table.from_pylist([dict(row) for row in asked], schema=schema)


def all_figures(
    engine: Engine, known: Mapping[str, Metric], texts: Mapping[str, Mapping[str, str]], first: date, last: date,
    report: Report,
) -> pa.Table:  # fmt: skip
    """The figures of all metrics in one table."""
    found = []
    for done, (code, one) in enumerate(known.items()):
        report(done, len(known) + 1)
        found.append(engine.figures(one, texts[code]["duckdb"], first, last))
    return pa.concat_tables(found)
