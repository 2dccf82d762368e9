"""INS-10, INS-01: who enters or leaves a segment is touched, each as the kind that they are."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.lake.looking import Moment, Touched, looking
from cheyuan.base.tenancy.scope import scope

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 1)


def now(place: Any) -> Moment:
    with looking(place.by) as look:
        return look.moment()


def touched(place: Any, since: Moment) -> tuple[set[int], set[int]]:
    """Cars and customers."""
    with looking(place.by) as look:
        found: Touched = look.touched(since)
    return found.of(place.store.pk, "vehicle"), found.of(place.store.pk, "customer")


def test_ins_10_membership_touches_the_car_or_the_customer(place: Any) -> None:
    owner = place.person()
    car = place.car(owner)
    rows = apps.get_model("segments", "Membership").objects
    for kind, row, cars in (("customer", owner, set()), ("vehicle", car, {car.pk})):
        before = now(place)
        with scope(place.by):
            one = rows.create(
                store_id=place.store.pk,
                segment="S01",
                subject_kind=kind,
                subject_id=row.pk,
                customer=owner,
                entered_on=DAY,
            )
        assert touched(place, before) == (cars, {owner.pk})
        before = now(place)
        place.set(one, entered_on=date(2026, 2, 1))
        assert touched(place, before) == (set(), set())
        place.set(one, left_on=DAY)
        assert touched(place, before) == (cars, {owner.pk})
        before = now(place)
        with scope(place.by):
            one.delete()
        assert touched(place, before) == (cars, {owner.pk})
