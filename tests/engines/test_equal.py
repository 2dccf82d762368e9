"""INS-01: every expression of the house answers the same rows on the embedded engine, in PostgreSQL and on a Spark cluster."""

from itertools import chain
from typing import Any

import pyarrow as pa
import pytest

from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.engine import Engine, answer
from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.engines.spark import Spark
from tests.engines import care, metrics, segments, tradein
from tests.engines.cases import Case

CASES = list(chain(care.cases(), metrics.cases(), segments.cases(), tradein.cases()))
"""Rooms of expressions, each with its own module beside ``care``."""


def answered(engine: Engine, case: Case) -> pa.Table:
    for name, table in case.tables().items():
        engine.put(name, table)
    return answer(engine, case.write(engine.dialect))


def in_order(table: pa.Table) -> list[tuple[Any, ...]]:
    """Rows in an order that no engine has a say in."""
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=lambda row: tuple(map(str, row)))


def same(one: pa.Table, other: pa.Table, least: int) -> None:
    assert one.schema.equals(other.schema)
    assert in_order(one) == in_order(other)
    assert len(one) >= least


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ins_01_postgresql_answers_what_the_embedded_engine_answers(
    case: Case, embedded: Embedded, postgres: Postgres
) -> None:
    same(answered(postgres, case), answered(embedded, case), case.least)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ins_01_a_cluster_answers_what_the_embedded_engine_answers(
    case: Case, embedded: Embedded, spark: Spark
) -> None:
    same(answered(spark, case), answered(embedded, case), case.least)


def test_ins_01_the_comparison_sees_one_row_that_differs(embedded: Embedded) -> None:
    """The control: a table that lacks a row, or says something else in one cell, is told apart."""
    rows = answered(embedded, CASES[0])
    with pytest.raises(AssertionError):
        same(rows, rows.slice(1), 1)
    changed = rows.set_column(0, rows.schema.field(0), pa.array([9, *rows["store_id"].to_pylist()[1:]], pa.int32()))
    with pytest.raises(AssertionError):
        same(rows, changed, 1)
