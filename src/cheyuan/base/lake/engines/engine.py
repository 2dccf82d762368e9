"""What every engine can do: tables in, written statements over them, rows out as Arrow."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

NAMES = ("duckdb", "postgres", "spark")
KINDS = {
    "int8": pa.int8(), "int16": pa.int16(), "int32": pa.int32(), "int64": pa.int64(), "string": pa.string(),
    "boolean": pa.bool_(), "date": pa.date32(), "timestamp": pa.timestamp("us"), "timestamp(6)": pa.timestamp("us"),
    "float64": pa.float64(),
}  # fmt: skip
"""Ibis' names of types, as Arrow."""


class Engine(Protocol):
    """One snapshot in one engine. Names and statements are our own words, never input."""

    name: str
    dialect: str
    """In which words Ibis writes for it."""

    def put(self, name: str, rows: pa.Table) -> None:
        """A table of ours under this name; one put before is replaced."""

    def files(self, name: str, paths: Sequence[Path]) -> None:
        """Parquet files as a table, read where they lie as far as the engine can."""

    def view(self, name: str, select: str) -> None:
        """A statement under a name, worked out whenever it is read."""

    def keep(self, name: str, statement: str) -> None:
        """A statement's rows under a name, worked out at most once: a stage that several others read."""

    def rows(self, statement: str) -> pa.Table:
        """The rows of a statement."""

    def save(self, statement: str, folder: Path) -> int:
        """The rows of a statement as Parquet in a folder of its own, when they are too many for this process; how many."""

    def close(self) -> None:
        """Give everything back."""


class Text(Protocol):
    """An expression as Ibis wrote it for one dialect: stages by name, the result, the columns with Ibis' names of types."""

    @property
    def stages(self) -> Iterable[Sequence[str]]:
        """Name and statement of each, in their order."""

    @property
    def result(self) -> str:
        """The last statement."""

    @property
    def columns(self) -> Mapping[str, str]:
        """What comes out."""


def answer(engine: Engine, text: Text) -> pa.Table:
    """The rows of an expression, in the columns' own types whatever the engine calls them."""
    for name, statement in text.stages:
        engine.keep(name, statement)
    return shaped(engine.rows(text.result), text.columns)


def shaped(rows: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """The same rows in these columns; KeyError for a column that is missing, ArrowInvalid when a value does not fit."""
    return rows.select(list(columns)).cast(schema(columns))


def schema(columns: Mapping[str, str]) -> pa.Schema:
    """Columns with Ibis' names of types as Arrow wants them."""
    return pa.schema([(name, KINDS[kind]) for name, kind in columns.items()])
