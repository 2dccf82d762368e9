"""The expressions of the house, each with tables to try it on: all engines must answer each with the same rows (INS-01).

Whoever writes an expression appends its cases: how Ibis writes it in a dialect, and sample tables under the names that the
text reads. Random tables beat hand-made ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from cheyuan.base.lake.engines.engine import Text

Tables = Callable[[], Mapping[str, pa.Table]]


@dataclass(frozen=True)
class Case:
    """``write`` gives the text in "duckdb", "postgres" or "pyspark"; ``least`` rows must come out, or it proves nothing."""

    name: str
    write: Callable[[str], Text]
    tables: Tables
    least: int = 1


@dataclass(frozen=True)
class Written:
    """An expression in one statement."""

    result: str
    columns: Mapping[str, str]
    stages: tuple[tuple[str, str], ...] = ()


def written(expression: Callable[[], ir.Table], dialect: str) -> Written:
    """An expression over tables that are named but not there, in an engine's words."""
    rows = expression()
    kinds = {name: str(kind).removeprefix("!") for name, kind in rows.schema().items()}
    return Written(str(ibis.to_sql(rows, dialect=dialect)), kinds)
