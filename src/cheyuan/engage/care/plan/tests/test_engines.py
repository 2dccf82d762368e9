"""INS-01, CARE-04: one expression, the same rows however it is run; the preview agrees with the plans of its days."""

from collections import Counter
from datetime import timedelta

import ibis.expr.types as ir
import pytest

from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.plan import counts, dues, plan, tasks
from cheyuan.engage.care.plan.tables import TASKS
from cheyuan.engage.care.plan.tests.book import Book, day
from cheyuan.engage.care.plan.turns import turns


def full_book() -> Book:
    book = Book()
    for month in range(1, 13):
        car = book.car(f"2025-{month:02d}-28", birthday=f"1980-{month:02d}-03", insurance_expiry=f"2026-{month:02d}-11")
        for visited in range(month + 1, 13, 3):
            book.visit(f"2025-{visited:02d}-27", 900 * (visited - month), car=car)
        book.note("2026-01-05", 11_000, car=car)
    return book


def key(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(str(value) for value in row.values())


def test_ins_01_written_sql_and_the_expression_itself_give_the_same_rows() -> None:
    con = run.duckdb()
    tables = run.load(con, full_book().arrow())
    stages = []

    def keep(stage: ir.Table) -> ir.Table:
        stages.append(stage.cache())
        return stages[-1]

    direct = con.to_pyarrow(plan(tables, day("2026-01-28"), keep)).to_pylist()
    written = run.compute(con, tables, day("2026-01-28"))
    assert written.schema.equals(TASKS.to_pyarrow())
    assert sorted(map(key, direct)) == sorted(map(key, written.to_pylist()))
    assert len(direct) >= 5


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
@pytest.mark.parametrize("expression", [tasks, counts, dues, turns])
def test_ins_01_every_engine_has_words_for_it(dialect: str, expression: object) -> None:
    sql = run.written(expression, dialect)
    assert "plan_in_vehicles" in sql.stages[0][1]
    assert "plan_stage_2" in sql.result or "plan_stage_3" in sql.result


def test_care_01_the_preview_counts_each_task_on_its_first_day() -> None:
    book, first = full_book(), day("2026-01-20")
    con = run.duckdb()
    tables = run.load(con, book.arrow())
    seen: set[tuple[object, ...]] = set()
    expected: Counter[tuple[object, ...]] = Counter()
    days = [first + timedelta(days=offset) for offset in range(12)]
    for today, rows in zip(days, book.each_day([str(today) for today in days]), strict=True):
        for row in rows:
            named = (row["rule"], row["subject"], row["cycle"])
            expected[row["rule"], today] += named not in seen
            seen.add(named)
    rows = run.compute_preview(con, tables, first, 12).to_pylist()
    assert Counter({(r["rule"], r["day"]): r["tasks"] for r in rows}) == +expected
