"""INS-10, INS-01: who enters or leaves a segment is touched, each as the kind that they are."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.lake import snapshot
from cheyuan.base.lake.looking import Moment, Touched, looking
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import moment
from cheyuan.records.receptions.exports import VISITORS
from cheyuan.records.vehicles.exports import TAKINGS

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


def lies(place: Any) -> list[list[dict[str, Any]]]:
    """The rows of both tables, from the shelf where they stayed; the same as if all of it were read anew."""
    found = []
    for anew in (False, True):
        with scope(place.by):
            cut = snapshot.take(place.by, (TAKINGS, VISITORS), anew=anew)
        found.append([sorted(cut[one.name].to_pylist(), key=str) for one in (TAKINGS, VISITORS)])
    assert found[0] == found[1]
    return found[0]


def test_ins_10_what_visits_were_worth_and_who_came_is_read_anew_where_it_changed(place: Any) -> None:
    """Tables whose rows belong to a subject: whatever may change in them must touch it."""
    owner, other = place.person(), place.person()
    car = place.car(owner)
    visits, book = apps.get_model("vehicles", "Visit").objects, apps.get_model("receptions", "Reception").objects
    at, store = moment(DAY, 10), place.store.pk
    with scope(place.by):
        visit = visits.create(store_id=store, vehicle=car, kind="service", visited_on=DAY, amount_fen=100)
        came = book.create(store_id=store, customer=owner, came_on=DAY, came_at=at, purpose="new_car", created_at=at)
    takings, visitors = lies(place)
    assert ([one["amount_fen"] for one in takings], [one["customer_id"] for one in visitors]) == ([100], [owner.pk])
    of_visit = {"amount_fen": 200, "source": "elsewhere", "kind": "repair", "visited_on": date(2026, 2, 1)}
    of_book = {"purpose": "service", "customer": other, "came_on": date(2026, 2, 1), "undone_at": at}
    for row, changes in ((visit, of_visit), (came, of_book)):
        for name, value in changes.items():
            before = lies(place)
            place.set(row, **{name: value})
            assert lies(place) != before
    with scope(place.by):
        visit.delete()
    assert lies(place) == [[], []]
