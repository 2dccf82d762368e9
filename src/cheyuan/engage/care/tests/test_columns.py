"""PPL-11, CARE-14: the customers' list shows the next contact and what falls due first, and filters by it."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from cheyuan.base.lists import spec
from cheyuan.base.lists.rows import fits
from cheyuan.base.lists.wish import parsed
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.columns import coming, due_words, next_words
from cheyuan.engage.care.models import Due, Task
from cheyuan.kernel import vin
from cheyuan.kernel.clock import moment
from cheyuan.records.customers import actions as customers
from cheyuan.records.vehicles import actions as vehicles
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


def days(number):
    """So many days from today."""
    return today(number)


@pytest.fixture
def by(actor):
    return actor("care_manager")


@pytest.fixture
def owner(by):
    found = customers.create(by, by.store_id, at=NOW, name="王小伟", phone="13812345678")
    number = vin.with_check_digit("LZA00000000000001")
    car = vehicles.create(by, by.store_id, number, at=NOW, owner_id=found.pk)
    with scope(by):
        Due.objects.create(
            vehicle_id=car.pk, store_id=by.store_id, customer_id=found.pk, cared=True, as_of=today(),
            service_due_on=days(40), inspection_due_on=days(20), insurance_ends_on=days(-5), last_service_on=days(-200),
        )  # fmt: skip
    return found


def task(by, owner, in_days, state="open"):
    """A task whose deadline lies so many days ahead."""
    with scope(by):
        return Task.objects.create(
            store_id=by.store_id, rule="R09", subject_kind="vehicle", subject_id=in_days, subject="V", customer_id=owner.pk,
            cycle=f"c{in_days}", due_on=today(), opens_on=today(), deadline=moment(days(in_days), 18), state=state,
            role="care_agent", offer_on=today(), created_on=today(), created_at=NOW, updated_at=NOW,
        )  # fmt: skip


def test_ppl_11_what_comes_first_and_the_next_contact(by, owner):
    task(by, owner, 9)
    task(by, owner, 3)
    task(by, owner, 1, state="done")
    with scope(by):
        found = coming(by, [owner.pk])[owner.pk]
    assert (found.due_on, found.deadline) == (days(20), moment(days(3), 18))
    assert due_words(None, found).endswith(days(20).isoformat())
    assert next_words(None, found).startswith(days(3).isoformat())


def test_ppl_11_who_is_to_be_contacted_within_two_weeks(by, owner):
    def number(query):
        with scope(by):
            return fits(spec.get("customers"), by, parsed(spec.get("customers"), QueryDict(query))).count

    assert number("next_to=14d") == 0
    task(by, owner, 14)
    assert number("next_to=14d") == 1
    assert number("next_to=13d") == 0
    assert number("next_from=14d&next_to=20d") == 1
