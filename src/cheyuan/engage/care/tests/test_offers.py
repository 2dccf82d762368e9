"""CARE-R22: a car that becomes a trade-in candidate is called about by the sales consultant, again half a year later."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from cheyuan.engage.care.queries import why
from cheyuan.insight.scores import actions as scores
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 20)


def candidate(place, since=DAY, **fields):
    """A car that is one since that day."""
    car = place.car(date(2021, 1, 10), **fields)
    reasons = [{"code": "age", "points": 30, "age": 5}, {"code": "km", "points": 20, "km": 91_000}]
    with place.open():
        stays = apps.get_model("scores", "Stay").objects
        stays.create(store_id=place.store.pk, vehicle=car, since=since, score=50, reasons=reasons)
    return car


def refuse(place, car):
    with place.open():
        apps.get_model("customers", "Customer").objects.filter(pk=car.owner_id).update(do_not_contact=True)


def leave(place, on):
    with place.open():
        apps.get_model("scores", "Stay").objects.filter(until=None).update(until=on)


def test_care_r22_on_entering_and_once_more_while_it_still_is_one(place):
    car = candidate(place)
    place.plan(DAY - timedelta(days=1))
    assert place.tasks(rule="R22") == []
    place.plan(DAY)
    place.plan(DAY)
    task = place.tasks(rule="R22")[0]
    assert place.states("R22") == [("2026-11-20/0", "open", "")]
    assert (task.subject, task.vehicle_id, task.customer_id) == (car.vin, car.pk, car.owner_id)
    assert (task.role, task.due_on, task.closes_on) == ("sales_consultant", DAY, DAY + timedelta(days=30))
    assert task.deadline == moment(DAY + timedelta(days=7), 23, 59) + timedelta(seconds=59)
    said = why("R22", task.facts)
    assert "50" in said
    assert "91,000" in said
    place.plan(date(2027, 5, 19))
    assert len(place.tasks(rule="R22")) == 1
    place.plan(date(2027, 5, 20))
    assert [cycle for cycle, _state, _reason in place.states("R22")] == ["2026-11-20/0", "2026-11-20/1"]
    place.plan(date(2027, 11, 20))
    assert len(place.tasks(rule="R22")) == 2


def test_care_r22_closes_when_it_is_no_candidate_any_more_and_opens_when_it_is_again(place):
    candidate(place)
    place.plan(DAY)
    leave(place, DAY + timedelta(days=1))
    place.plan(DAY + timedelta(days=1))
    assert place.states("R22") == [("2026-11-20/0", "closed", "no_candidate")]
    with place.open():
        apps.get_model("scores", "Stay").objects.update(until=None)
    place.plan(DAY + timedelta(days=2))
    assert place.states("R22") == [("2026-11-20/0", "open", "")]


def test_care_r22_is_advertising_nobody_who_refused_is_called(place):
    car = candidate(place)
    refuse(place, car)
    place.plan(DAY)
    assert place.tasks(rule="R22") == []
    quiet = candidate(place)
    place.plan(DAY)
    assert [task.vehicle_id for task in place.tasks(rule="R22")] == [quiet.pk]
    refuse(place, quiet)
    place.plan(DAY + timedelta(days=1))
    assert place.states("R22") == [("2026-11-20/0", "closed", "do_not_contact")]


def test_care_r22_sal_10_from_a_sign_to_a_task(place):
    """The whole way: a valuation asked for, the night, the plan."""
    car = place.car(date(2021, 1, 10), odometer_km=60_000)
    scores.note_sign(place.by, car.owner_id, "valuation", seen_on=DAY, at=moment(DAY, 9))
    scores.reckon(place.by, place.store.pk, as_of=DAY)
    place.plan(DAY)
    assert place.states("R22") == [("2026-11-20/0", "open", "")]
    assert [one["code"] for one in place.tasks(rule="R22")[0].facts["reasons"]] == ["age", "valuation"]
