"""SAL-10: the points of a trade-in candidate, against a plain reference and on two engines."""

import io
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cheyuan.insight.scores.tests.reference import Car, World, scores
from cheyuan.insight.scores.tests.worlds import DAY, crowd
from cheyuan.insight.scores.tradein import run
from cheyuan.insight.scores.tradein.tables import POINTS, SCHEMAS, SCORES
from cheyuan.insight.scores.tradein.values import DEFAULTS, MILLION, Values, ppm

TYPES = {"int32": "integer", "int64": "bigint", "string": "text", "date": "date", "boolean": "boolean"}


def engine(world: World, as_of: date = DAY, values: Values = DEFAULTS) -> dict[int, tuple[int, dict[str, int]]]:
    """The expression's answer in the reference's shape."""
    rows = run.compute(world.arrow(), {1: values}, as_of).to_pylist()
    return {row["vehicle_id"]: (row["score"], {name: row[f"{name}_points"] for name in POINTS}) for row in rows}


def one(**fields: Any) -> World:
    """A world of one car."""
    return World([Car(1, 1, **fields)])


def years_ago(years: int, days: int = 0) -> date:
    return date(DAY.year - years, DAY.month, DAY.day) + timedelta(days=days)


@pytest.mark.parametrize(
    ("begun", "wanted"),
    [
        (years_ago(4, 1), 0), (years_ago(4), 20), (years_ago(5, 1), 20), (years_ago(5), 30), (years_ago(9, 1), 30),
        (years_ago(9), 25), (years_ago(30), 25), (None, 0),
    ],
)  # fmt: skip
def test_sal_10_age(begun, wanted) -> None:
    assert engine(one(delivered_on=begun))[1][1]["age"] == wanted
    assert engine(one(registered_on=begun))[1][1]["age"] == wanted


@pytest.mark.parametrize(("km", "wanted"), [(79_999, 0), (80_000, 20), (119_999, 20), (120_000, 25), (None, 0)])
def test_sal_10_distance(km, wanted) -> None:
    assert engine(one(km=km))[1][1]["km"] == wanted


def test_sal_10_three_repairs_in_six_months_on_days_of_their_own() -> None:
    world = one()
    days = [DAY, DAY - timedelta(days=30), date(2026, 5, 23)]
    world.bills = [(1, day, "repair", 0) for day in days]
    assert engine(world)[1][1]["repairs"] == 20
    world.bills[2] = (1, date(2026, 5, 22), "repair", 0)
    assert engine(world)[1][1]["repairs"] == 0
    world.bills[2] = (1, DAY, "repair", 0)
    assert engine(world)[1][1]["repairs"] == 0
    world.bills[2] = (1, DAY - timedelta(days=3), "service", 0)
    assert engine(world)[1][1]["repairs"] == 0


def test_sal_10_bills_against_what_the_car_is_worth() -> None:
    """200,000 × 0.80 × 0.88² = 123,904: more than 8 % of it, 9,912.32."""
    world = one(delivered_on=years_ago(2, -1), trim="尊享")
    world.prices = [("海悦", "L5", "尊享", 20_000_000), ("海悦", "L5", "旗舰", 90_000_000)]
    world.bills = [(1, DAY - timedelta(days=40), "body", 991_232)]
    row = run.compute(world.arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (row["worth_fen"], row["bills_fen"], row["bills_points"]) == (12_390_400, 991_232, 0)
    world.bills.append((1, DAY, "service", 1))
    assert engine(world)[1][1]["bills"] == 10
    world.cars[0].trim = "不在目录"
    row = run.compute(world.arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (row["worth_fen"], row["bills_points"]) == (90_000_000 * ppm(DEFAULTS, 2) // MILLION, 0)
    world.cars[0].model = "X9"
    row = run.compute(world.arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (row["worth_fen"], row["bills_points"]) == (None, 0)


@pytest.mark.parametrize(("kind", "days", "wanted"), [("valuation", 90, 25), ("looked", 90, 15), ("family", 365, 10)])
def test_sal_10_signs_of_the_owner_or_of_this_car(kind, days, wanted) -> None:
    world = World([Car(1, 7), Car(2, 7), Car(3, 8)])
    world.signs = [(7, 2, kind, DAY - timedelta(days=days - 1))]
    assert [engine(world)[car][1][kind] for car in (1, 2, 3)] == [0, wanted, 0]
    world.signs = [(7, None, kind, DAY)]
    assert [engine(world)[car][1][kind] for car in (1, 2, 3)] == [wanted, wanted, 0]
    world.signs = [(7, None, kind, DAY - timedelta(days=days)), (7, None, kind, DAY + timedelta(days=1))]
    assert engine(world)[1][1][kind] == 0


@pytest.mark.parametrize(("ended", "wanted"), [(0, 10), (89, 10), (90, 0), (-1, 0)])
def test_sal_10_a_warranty_that_ended_lately(ended, wanted) -> None:
    day = DAY - timedelta(days=ended)
    assert engine(one(warranty_end=day))[1][1]["warranty"] == wanted
    world = one(warranty_end=DAY)
    world.ends = {1: day}
    assert engine(world)[1][1]["warranty"] == wanted, "what the plan reckons weighs more than what was written down"


def test_sal_10_a_hundred_at_most_and_a_candidate_from_fifty() -> None:
    world = one(delivered_on=years_ago(6), km=150_000, warranty_end=DAY)
    world.signs = [(1, None, kind, DAY) for kind in ("valuation", "looked", "family")]
    row = run.compute(world.arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (row["score"], row["candidate"]) == (100, True)
    fifty = run.compute(one(delivered_on=years_ago(6), km=80_000).arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (fifty["score"], fifty["candidate"]) == (50, True)
    less = run.compute(one(delivered_on=years_ago(9), km=80_000).arrow(), {1: DEFAULTS}, DAY).to_pylist()[0]
    assert (less["score"], less["candidate"]) == (45, False)


near = st.integers(-400, 3).map(lambda days: DAY + timedelta(days=days))
long = st.integers(-5000, 30).map(lambda days: DAY + timedelta(days=days))
word = st.sampled_from(["海悦", "海悦 ", "BYD", "byd", "", None])
few = st.integers(1, 4)
cars = st.builds(
    Car, vehicle_id=st.just(0), customer_id=few, brand=word, model=st.sampled_from(["L5", "l5", "汉", None]),
    trim=st.sampled_from(["尊享", "旗舰", "", None]), delivered_on=st.none() | long, registered_on=st.none() | long,
    km=st.none() | st.sampled_from([0, 79_999, 80_000, 100_000, 119_999, 120_000, 300_000]),
    warranty_end=st.none() | near,
)  # fmt: skip


@st.composite
def worlds(draw) -> World:
    """A few cars with all that may be said of them."""
    mine = [
        Car(**{**car.__dict__, "vehicle_id": n})
        for n, car in enumerate(draw(st.lists(cars, min_size=1, max_size=5)), 1)
    ]
    kinds = st.sampled_from(["repair", "repair", "service", "body"])
    bills = draw(st.lists(st.tuples(few, near, kinds, st.integers(0, 3_000_000)), max_size=14))
    signs = draw(
        st.lists(st.tuples(few, st.none() | few, st.sampled_from(["valuation", "looked", "family"]), near), max_size=8)
    )
    price = st.tuples(word.map(lambda one: one or ""), st.sampled_from(["L5", "汉"]), st.sampled_from(["尊享", "", "X"]),
                      st.integers(1_000_000, 90_000_000))  # fmt: skip
    ends = draw(st.dictionaries(few, st.none() | near, max_size=3))
    return World(mine, bills, signs, draw(st.lists(price, max_size=6)), ends)


changed = Values(age_from=3, age_until=6, km_least=60_000, repairs_least=2, repair_months=9, bills_percent=2, candidate=40,
                 further_percent=91, looked_days=30, age_old_points=40)  # fmt: skip


@given(worlds(), st.sampled_from([DEFAULTS, changed]), st.sampled_from([DAY, date(2026, 8, 31), date(2024, 2, 29)]))
@settings(max_examples=60, deadline=None)
def test_sal_10_the_expression_equals_the_reference(world, values, as_of) -> None:
    assert engine(world, as_of, values) == scores(world, as_of, values)


@given(worlds(), st.sampled_from(["valuation", "looked", "family", "repair", "km"]))
@settings(max_examples=40, deadline=None)
def test_sal_10_one_more_reason_never_lowers_a_score(world, what) -> None:
    before = engine(world)
    if what == "km":
        world.cars[0].km = (world.cars[0].km or 0) + 50_000
    elif what == "repair":
        world.bills.append((1, DAY - timedelta(days=1), "repair", 100))
    else:
        world.signs.append((world.cars[0].customer_id, None, what, DAY))
    after = engine(world)
    assert all(after[car][0] >= before[car][0] for car in before)
    assert all(0 <= score <= 100 for score, _points in after.values())


def put(cursor: Any, name: str, data: pa.Table) -> None:
    schema = SCHEMAS[name]
    inside = ", ".join(f'"{column}" {TYPES[str(kind).replace("!", "")]}' for column, kind in schema.items())
    cursor.execute(f"CREATE TEMPORARY TABLE scores_in_{name} ({inside}) ON COMMIT DROP")
    buffer = io.BytesIO()
    pacsv.write_csv(
        data.select(list(schema)), buffer, pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    )
    with cursor.cursor.copy(f"COPY scores_in_{name} FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", [DAY, date(2026, 8, 31)])
def test_ins_01_sal_10_postgresql_gives_the_rows_of_the_embedded_engine(as_of) -> None:
    world = crowd(11)
    data = {**world.arrow(), **run.asked({1: DEFAULTS}, as_of)}
    embedded = run.compute(world.arrow(), {1: DEFAULTS}, as_of)
    with connection.cursor() as cursor:
        for name in SCHEMAS:
            put(cursor, name, data[name])
        cursor.execute(run.written("postgres"))
        found = cursor.fetchall()
    key = SCORES.names.index("vehicle_id")
    assert sorted(found, key=lambda row: row[key]) == sorted(
        (tuple(row.values()) for row in embedded.to_pylist()), key=lambda row: row[key]
    )
    assert sum(row[SCORES.names.index("candidate")] for row in found) > 20


def test_ins_01_sal_10_spark_has_words_for_it() -> None:
    assert "scores_in_cars" in run.written("pyspark")
