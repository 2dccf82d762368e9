"""INS-01: the plan's SQL on PostgreSQL gives the rows that the embedded engine gives."""

import io
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from django.db import connection

from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.plan import asked, counts, dues, tasks
from cheyuan.engage.care.plan.tables import Tables, unbound
from cheyuan.engage.care.tests.reference.books import awkward_days, make_book
from cheyuan.engage.care.tests.reference.engine import rows

TYPES = {
    "int32": "integer", "int64": "bigint", "string": "text", "date": "date", "boolean": "boolean",
    "timestamp(6)": "timestamp", "timestamp": "timestamp",
}  # fmt: skip
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def put(cursor: Any, name: str, schema: ibis.Schema, data: pa.Table) -> None:
    """A temporary table of the engine's shape."""
    inside = ", ".join(f'"{column}" {TYPES[str(kind).replace("!", "")]}' for column, kind in schema.items())
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({inside}) ON COMMIT DROP")
    buffer = io.BytesIO()
    options = pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    pacsv.write_csv(data.select(list(schema)), buffer, options)
    with cursor.cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getvalue())


def on_postgres(
    con: Any, loaded: Tables, expression: run.Expression, day: date, days: int = 1
) -> list[tuple[Any, ...]]:
    """The rows of an expression, its stages in temporary tables."""
    given = asked(loaded, day, days)
    sql = run.written(expression, "postgres")
    with connection.cursor() as cursor:
        for field in fields(Tables):
            schema = getattr(unbound(), field.name).schema()
            put(cursor, f"plan_in_{field.name}", schema, con.to_pyarrow(getattr(given, field.name)))
        for name, statement in sql.stages:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {statement}")
        cursor.execute(sql.result)
        return list(cursor.fetchall())


def key(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


@pytest.mark.parametrize("seed", [3, 14])
@pytest.mark.parametrize(
    ("expression", "embedded", "days"),
    [(tasks, run.compute, ()), (counts, run.compute_preview, (30,)), (dues, run.compute_due_dates, ())],
)
def test_ins_01_postgresql_and_the_embedded_engine_give_the_same_rows(
    seed: int, expression: run.Expression, embedded: Callable[..., pa.Table], days: tuple[int, ...]
) -> None:
    day = awkward_days()[seed]
    con = run.duckdb()
    loaded = run.load(con, rows(make_book(seed, day, cars=250)))
    expected = sorted((tuple(row.values()) for row in embedded(con, loaded, day, *days).to_pylist()), key=key)
    assert sorted(on_postgres(con, loaded, expression, day, *days), key=key) == expected
    assert len(expected) > 50
