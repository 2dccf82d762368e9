"""INS-01, PLT-50: the plan computed in the database itself, over published tables, gives the tasks of the embedded engine."""

from datetime import date, timedelta
from types import SimpleNamespace

import pyarrow as pa
import pytest
from django.apps import apps

from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.looking import address
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.actions.plan import run_plan
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.tests.conftest import Place
from cheyuan.kernel.clock import moment
from cheyuan.records.vehicles.exports import VEHICLES

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 21)


def busy(place: Place, cars: int = 12) -> None:
    """Cars of all ages, some just served, insured, or with a VIP."""
    for number in range(cars):
        owner = place.owner(is_vip=number % 4 == 0, birthday=date(1980, 11, 21 - number % 2))
        car = place.car(DAY - timedelta(days=15 + 83 * number), owner=owner)
        place.visit(car, DAY - timedelta(days=number), 9_000 + 700 * number, "repair" if number % 3 else "service")
        place.insure(car, DAY + timedelta(days=10 * number))


def drawn(place: Place, engine: str) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Tasks and due dates of the day, each in an order of its own."""
    with scope(place.by):
        found = Drawn(place.by, DAY, engine=engine)
        whole = found.whole()
        found.engine.done()
    order = [("rule", "ascending"), ("subject", "ascending"), ("cycle", "ascending")]
    kinds = [("subject_kind", "ascending"), ("subject_id", "ascending")]
    return whole.tasks.sort_by(order), whole.dues.sort_by("vehicle_id"), whole.turns.sort_by(kinds)


def test_ins_01_in_place_and_from_a_snapshot_the_plan_is_the_same(place: Place) -> None:
    busy(place)
    here, there = drawn(place, "postgres"), drawn(place, "duckdb")
    assert here[0].equals(there[0])
    assert here[1].equals(there[1])
    assert here[2].equals(there[2])
    assert {"R06", "R07", "R13", "R14", "R19"} <= set(here[0]["rule"].to_pylist())
    assert len(here[1]) == 12


def test_plt_50_in_place_one_store_does_not_see_the_cars_of_another(place: Place, tenants: SimpleNamespace) -> None:
    other = apps.get_model("tenancy", "Store").objects.create(group=tenants.store.group, code="o", name="o")
    busy(place, 3)
    busy(Place(other), 5)
    tasks, dues, _turns = drawn(place, "postgres")
    assert set(tasks["store_id"].to_pylist()) == set(dues["store_id"].to_pylist()) == {place.store.pk}
    assert len(dues) == 3
    seen = Postgres(address())  # the control: nobody said whose rows
    seen.view("plan_in_vehicles", VEHICLES.select)
    assert len(seen.rows("SELECT * FROM plan_in_vehicles")) == 0
    seen.close()


def test_care_04_a_plan_written_in_place_stands_when_the_embedded_engine_runs_next(place: Place) -> None:
    busy(place)
    first = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 5), engine="postgres")
    second = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 6), engine="duckdb")
    assert first.made > 20
    assert (second.made, second.moved, second.closed) == (0, 0, 0)


def test_care_05_in_place_too_only_what_was_touched_is_drawn_again(place: Place) -> None:
    busy(place)
    run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 5), engine="postgres")
    car = apps.get_model("vehicles", "Vehicle")
    with place.open():
        sold = car.objects.order_by("pk").first()
    place.change(sold, status="sold")
    some = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 6), engine="postgres")
    assert some.closed > 0
    whole = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 7), whole=True, engine="duckdb")
    assert (whole.made, whole.moved, whole.closed) == (0, 0, 0)
