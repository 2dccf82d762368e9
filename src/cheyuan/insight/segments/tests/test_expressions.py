"""INS-10, INS-01: random trees over random rows; the expression says what the plain reference says, on each engine."""

import io
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.insight.segments import fields, shipped, tree
from cheyuan.insight.segments.engine.held import Held
from cheyuan.insight.segments.tests import books
from cheyuan.insight.segments.tests.books import TODAY
from cheyuan.insight.segments.tests.reference import World
from cheyuan.insight.segments.tests.whole import whole

NUMBERS = st.sampled_from((0, 1, 2, 12, 24, 35, 36, 2020, 12_000, 99_900, 500_000, 1_200_000))
DAYS = st.sampled_from((0, 1, 30, 90, 91, 365, 366, 4000))
ISO = st.sampled_from(("2020-02-29", "2025-02-28", "2026-02-28", "2026-03-01"))


def standard() -> list[fields.Field]:
    """The fields of the records: their rows are made here."""
    return [one for one in fields.all_fields() if fields.source(one.source).function.startswith("cheyuan.insight.")]


@st.composite
def leaves(draw: Any) -> dict[str, Any]:
    """A condition that fits its field."""
    known = draw(st.sampled_from(standard()))
    op = draw(st.sampled_from(fields.OPS[known.kind]))
    said = {"field": known.code, "op": op}
    if op in tree.BARE:
        return said
    if known.kind == "number":
        pair = sorted((draw(NUMBERS), draw(NUMBERS)))
        return {**said, "value": pair if op == "between" else pair[0]}
    if known.kind == "date":
        return {**said, "value": draw(DAYS if op in tree.DAYS else ISO)}
    if op in ("is", "is_not"):
        words = st.sampled_from(tuple(known.choices or books.TRAPS))
        return {**said, "value": draw(st.lists(words, min_size=1, max_size=3, unique=True))}
    return {**said, "value": draw(st.sampled_from(books.TRAPS))}


def trees() -> Any:
    """Nested, with all three modes."""
    inner = st.recursive(leaves(), lambda node: _groups(node, 1), max_leaves=6)
    return _groups(inner, 1).filter(lambda one: _depth(one) <= tree.DEPTH)


def _groups(node: Any, least: int) -> Any:
    return st.builds(
        lambda mode, parts: {mode: parts}, st.sampled_from(tree.MODES), st.lists(node, min_size=least, max_size=3)
    )


def _depth(node: Any) -> int:
    return 1 if "field" in node else 1 + max(map(_depth, next(iter(node.values()))))


HELD = {seed: Held(books.arrow(books.make(seed)), TODAY) for seed in (1, 2, 3)}


def found(held: Held, subject: str, plain: Any) -> set[tuple[int, int]]:
    """Who fits by the expression."""
    rows = held.rows(held.members(subject, tree.read(plain)))  # type: ignore[arg-type]
    key = "vehicle_id" if subject == "vehicle" else "customer_id"
    assert len({(row["store_id"], row[key]) for row in rows}) == len(rows)
    return {(row["store_id"], row[key]) for row in rows}


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.sampled_from((1, 2, 3)), subject=st.sampled_from(("vehicle", "customer")), plain=trees())
def test_ins_10_the_expression_says_what_the_reference_says(seed: int, subject: str, plain: Any) -> None:
    world = World(books.make(seed))
    assert found(HELD[seed], subject, plain) == world.members(subject, plain)


def test_ins_10_every_field_alone() -> None:
    """Each field of the records, asked in each way: nobody is forgotten by chance."""
    world = World(books.make(1))
    for known in standard():
        for op in fields.OPS[known.kind]:
            value: Any = {"number": 24, "date": 90}.get(known.kind, [next(iter(known.choices or ("广州",)))])
            value = "2025-02-28" if op in ("since", "until") else [1, 24] if op == "between" else value
            value = value[0] if op in ("begins", "contains") else value
            leaf = {"field": known.code, "op": op, **({} if op in tree.BARE else {"value": value})}
            plain = {"all": [leaf]}
            assert found(HELD[1], "customer", plain) == world.members("customer", plain), leaf


def test_ins_10_conditions_on_cars_speak_of_the_same_car() -> None:
    """An old car and a Mercedes are not an old Mercedes; "none" speaks of every car."""
    rows: books.Rows = {name: [] for name in books.SCHEMAS}
    rows["customers"] = [
        {"store_id": 1, "customer_id": pk, "cust_no": f"C{pk}", "kind": "person", "birthday": None, "do_not_contact": False}
        for pk in (1, 2, 3)
    ]  # fmt: skip
    known = [(1, 1, "奔驰", date(2026, 1, 1)), (2, 1, "海悦", date(2018, 1, 1)), (3, 2, "奔驰", date(2018, 1, 1))]
    empty = dict.fromkeys(name for name in books.SCHEMAS["vehicles"].names)
    rows["vehicles"] = [
        {**empty, "store_id": 1, "vehicle_id": pk, "customer_id": owner, "brand": brand, "delivered_on": day, "status": "active"}
        for pk, owner, brand, day in known
    ]  # fmt: skip
    held = Held(books.arrow(rows), TODAY)
    old, star = {"field": "car_age", "op": "least", "value": 36}, {"field": "brand", "op": "is", "value": ["奔驰"]}
    assert found(held, "customer", {"all": [old, star]}) == {(1, 2)}
    assert found(held, "customer", {"all": [{"any": [old]}, {"any": [star]}]}) == {(1, 2)}
    assert found(held, "customer", {"none": [old]}) == {(1, 3)}


def test_ins_10_every_shipped_segment_can_be_asked() -> None:
    for one in shipped.all_shipped():
        if all(fields.field(leaf.field) in standard() for leaf in tree.leaves_of(one.tree)):
            values = {"segments.premium_brands": "奔驰、BMW"}
            resolved = tree.resolved(one.tree, lambda key, values=values: values.get(key, 30))  # type: ignore[misc]
            world = World(books.make(2))
            assert found(HELD[2], one.subject, tree.plain(resolved)) == world.members(
                one.subject, tree.plain(resolved)
            ), one.code


TYPES = {"int32": "integer", "int64": "bigint", "string": "text", "date32[day]": "date", "bool": "boolean"}


def _put(cursor: Any, name: str, rows: pa.Table) -> None:
    inside = ", ".join(f'"{column.name}" {TYPES[str(column.type)]}' for column in rows.schema)
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({inside}) ON COMMIT DROP")
    buffer = io.BytesIO()
    pacsv.write_csv(rows, buffer, pacsv.WriteOptions(include_header=False, quoting_style="all_valid"))
    with cursor.cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getvalue())


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(subject=st.sampled_from(("vehicle", "customer")), plain=trees())
def test_ins_01_postgresql_gives_the_rows_that_the_embedded_engine_gives(subject: str, plain: Any) -> None:
    """The whole expression from the lake's tables on, as PostgreSQL's words."""
    cut = books.arrow(books.make(3))
    with connection.cursor() as cursor:
        for name, rows in cut.items():
            cursor.execute(f"DROP TABLE IF EXISTS lake_{name}")
            _put(cursor, f"lake_{name}", rows)
        cursor.execute(str(ibis.to_sql(whole(cut, subject, plain), dialect="postgres")))
        rows = cursor.fetchall()
    key = 2 if subject == "vehicle" else 1
    assert {(row[0], row[key]) for row in rows} == found(HELD[3], subject, plain)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_ins_01_every_engine_has_words_for_every_question(dialect: str) -> None:
    cut = books.arrow(books.make(1, people=4))
    asked = [
        {"field": one.code, "op": op, **({} if op in tree.BARE else {"value": _any(one, op)})}
        for one in standard()
        for op in fields.OPS[one.kind]
    ]
    for start in range(0, len(asked), 20):
        assert "SELECT" in str(ibis.to_sql(whole(cut, "customer", {"any": asked[start : start + 20]}), dialect=dialect))


def _any(known: fields.Field, op: str) -> Any:
    if known.kind == "number":
        return [1, 2] if op == "between" else 1
    if known.kind == "date":
        return 7 if op in tree.DAYS else "2026-01-01"
    return [next(iter(known.choices or ("a",)))] if op in ("is", "is_not") else "a"
