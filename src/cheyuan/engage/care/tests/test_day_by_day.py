"""CARE-04, CARE-05: whatever happens to the cars, planned day by day the store knows every task that a fresh plan says."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.policies.actions import set_value
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.tests.conftest import Place
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 21)
NUMBERS = count(1)
CARS = 3
POLICIES = st.sampled_from(
    [("r09_before_days", 3), ("r09_before_days", 40), ("months", 3), ("warranty_months", 24), ("r12_before_days", 5)]
)
CHANGES = st.one_of(
    st.tuples(st.just("wait"), st.just(0)),
    st.tuples(st.just("service"), st.integers(500, 30_000)),
    st.tuples(st.just("repair"), st.integers(500, 30_000)),
    st.tuples(st.just("sell"), st.just(0)),
    st.tuples(st.just("give"), st.just(0)),
    st.tuples(st.just("inspect"), st.integers(-40, 400)),
    st.tuples(st.just("insure"), st.integers(1, 400)),
    st.tuples(st.just("redeliver"), st.integers(1, 900)),
    st.tuples(st.just("policy"), POLICIES),
)
STEPS = st.lists(st.tuples(st.integers(1, 45), st.integers(0, CARS - 1), CHANGES), min_size=1, max_size=8)


def store_of(group):
    number = next(NUMBERS)
    return apps.get_model("tenancy", "Store").objects.create(group=group, code=f"d{number}", name=f"d{number}")


def cars_of(place):
    cars = [place.car(DAY - timedelta(days=days), registered_on=DAY - timedelta(days=days)) for days in (20, 200, 900)]
    place.visit(cars[2], DAY - timedelta(days=170), 41_000)
    place.insure(cars[1], DAY + timedelta(days=50))
    return cars


def change(place, car, day, what, figure):
    """One thing that happens on a day."""
    if what in ("service", "repair"):
        place.visit(car, day, figure, kind=what)
    elif what == "sell":
        place.change(car, status="sold")
    elif what == "give":
        place.change(car, owner=place.owner(), status="active")
    elif what == "inspect":
        place.change(car, inspection_due=day + timedelta(days=figure))
    elif what == "insure":
        place.insure(car, day + timedelta(days=figure))
    elif what == "redeliver":
        place.change(car, delivered_on=DAY - timedelta(days=figure))
    elif what == "policy":
        name, wanted = figure
        stamp = moment(day, 4)
        set_value(
            place.by, f"care.{name}", wanted, for_store=place.store.pk, valid_from=day, reason="", at=stamp
        )  # fmt: skip


def drawn(place, day):
    with place.open():
        rows = Drawn(place.by.within(place.store.pk), day).plan().to_pylist()
    return {(row["rule"], row["subject"], row["cycle"]): row for row in rows}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_care_04_care_05_day_by_day_equals_a_fresh_plan(tenants, steps):
    place = Place(store_of(tenants.group))
    cars, day, seen = cars_of(place), DAY, set()
    place.plan(day)
    for days, which, (what, figure) in steps:
        day += timedelta(days=days)
        change(place, cars[which], day, what, figure)
        run = place.plan(day)
        stored = {(one.rule, one.subject, one.cycle): one for one in place.tasks()}
        assert seen <= set(stored), "a task vanished"
        seen = set(stored)
        if what == "wait":
            assert (run.moved, run.closed) == (0, 0), "time alone moves and closes nothing"
        for key, row in drawn(place, day).items():
            task = stored[key]
            assert (task.state, task.due_on, task.customer_id) == ("open", row["due_on"], row["customer_id"])
        again = place.plan(day)
        assert (again.made, again.moved, again.closed) == (0, 0, 0), "a second run changes nothing"
