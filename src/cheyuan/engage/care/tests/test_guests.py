"""CARE-R19, CARE-R20, CARE-04, CARE-05: the stored tasks of visitors, and a plan that reads no more than it needs."""

from datetime import date, timedelta

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.queries import why
from cheyuan.engage.care.tests.reference.guests import place as place_among
from cheyuan.kernel.clock import moment
from cheyuan.records.customers import actions as customers
from cheyuan.records.receptions import actions as receptions
from cheyuan.records.receptions.actions import Visit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)


def came(store, who, hour=10, day=DAY, purpose="new_car"):
    """Somebody of the book comes in."""
    at = moment(day, hour)
    return receptions.receive(store.by, store.store.pk, Visit(purpose, customer_id=who.pk, came_at=at), at=at)


def test_care_r19_a_vip_is_called_once_a_day_and_not_when_the_visit_is_taken_back(place):
    vip = place.owner(is_vip=True)
    first, second = came(place, vip, 9), came(place, vip, 16, purpose="service")
    place.plan(DAY)
    place.plan(NEXT)
    task = place.tasks(rule="R19")[0]
    assert place.states("R19") == [("2026-11-20", "open", "")]
    assert (task.subject, task.customer_id, task.vehicle_id, task.role) == (vip.cust_no, vip.pk, None, "care_agent")
    assert task.deadline == moment(DAY + timedelta(days=2), 16)
    assert DAY.isoformat() in why("R19", task.facts)
    receptions.undo(place.by, first.pk, at=moment(NEXT, 9))
    place.plan(NEXT, DAY + timedelta(days=2))
    assert place.states("R19") == [("2026-11-20", "open", "")]
    receptions.undo(place.by, second.pk, at=moment(NEXT, 9))
    place.plan(DAY + timedelta(days=2))
    assert place.states("R19") == [("2026-11-20", "closed", "data_corrected")]
    receptions.restore(place.by, second.pk, at=moment(NEXT, 9))
    place.plan(DAY + timedelta(days=3))
    assert place.states("R19") == [("2026-11-20", "open", "")]


def test_care_r19_a_key_account_in_the_workshop_until_it_is_none(place):
    owner = place.owner()
    car = place.car(date(2026, 1, 10), owner=owner)
    customers.edit(place.by, owner.pk, at=moment(DAY, 8), is_key_account=True)
    place.visit(car, DAY)
    place.plan(DAY)
    assert place.states("R19") == [("2026-11-20", "open", "")]
    customers.edit(place.by, owner.pk, at=moment(NEXT, 8), is_key_account=False)
    place.plan(NEXT)
    assert place.states("R19") == [("2026-11-20", "closed", "data_corrected")]


def test_care_r20_the_same_sample_whenever_it_is_planned(place):
    rows = [came(place, place.owner(), 9 + n % 8) for n in range(30)]
    drawn = sorted(f"2026-11-20/{one.pk}" for one in rows if place_of(one) < 20)
    place.plan(NEXT)
    place.plan(NEXT)
    place.plan(NEXT + timedelta(days=1))
    assert sorted(one.cycle for one in place.tasks(rule="R20")) == drawn
    if drawn:
        gone = next(one for one in rows if place_of(one) < 20)
        receptions.undo(place.by, gone.pk, at=moment(NEXT, 9))
        place.plan(NEXT + timedelta(days=2))
        states = {one.cycle: one.reason for one in place.tasks(rule="R20") if one.state == "closed"}
        assert states == {f"2026-11-20/{gone.pk}": "data_corrected"}


def place_of(row):
    return place_among(row.pk)


def test_care_01_the_share_is_a_policy_that_the_preview_follows(place):
    for n in range(10):
        came(place, place.owner(), 9 + n % 8)
    with scope(place.by):
        drawn = Drawn(place.by.within(place.store.pk), NEXT)
        values = drawn.values[place.store.pk]
        wide = drawn.window({place.store.pk: type(values)(**{**values.__dict__, "r20_share": 100})}, [], 1)
    assert wide["rule"].to_pylist().count("R20") == 10
