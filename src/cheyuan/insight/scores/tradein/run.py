"""Running the trade-in score: tables in as Arrow, rows out as Arrow; its SQL for an engine that is not here."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from cheyuan.insight.scores.tradein.points import scores
from cheyuan.insight.scores.tradein.tables import POLICIES, SCHEMAS, SCORES, WORTH, Tables, unbound
from cheyuan.insight.scores.tradein.values import Values, rows, worth_rows


def asked(stores: Mapping[int, Values], as_of: date) -> dict[str, pa.Table]:
    """The tables that follow from policies and day."""
    return {
        "policies": pa.Table.from_pylist(rows(stores, as_of), schema=POLICIES.to_pyarrow()),
        "worth": pa.Table.from_pylist(worth_rows(stores), schema=WORTH.to_pyarrow()),
    }


def engine(threads: int = 2, memory: str = "1GB") -> Any:
    """An embedded DuckDB with bounded threads and memory."""
    return ibis.duckdb.connect(threads=threads, memory_limit=memory)


def compute(data: Mapping[str, pa.Table], stores: Mapping[int, Values], as_of: date, con: Any = None) -> pa.Table:
    """The scores of a snapshot on an embedded DuckDB; tables that are left out are empty."""
    con = con or engine()
    return con.to_pyarrow(scores(load(con, {**data, **asked(stores, as_of)}))).cast(SCORES.to_pyarrow())


def load(con: Any, data: Mapping[str, pa.Table]) -> Tables:
    """Arrow tables by name as tables of the engine."""
    named = {name: data.get(name, schema.to_pyarrow().empty_table()) for name, schema in SCHEMAS.items()}
    shaped = {name: rows.select(SCHEMAS[name].names).cast(SCHEMAS[name].to_pyarrow()) for name, rows in named.items()}
    return Tables(
        **{
            name: con.create_table(f"scores_in_{name}", rows, temp=True, overwrite=True)
            for name, rows in shaped.items()
        }
    )


@cache
def written(dialect: str = "duckdb") -> str:
    """The SQL of the expression over tables named ``scores_in_…``, in an engine's dialect."""
    return str(ibis.to_sql(scores(unbound()), dialect=dialect))
