"""PPL-02: opening, changing, selling cars; insurance; ownership; the ways back."""

from datetime import UTC, date, datetime

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import vin
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.records.vehicles import actions, queries
from cheyuan.records.vehicles.models import Ownership, Visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
GOOD = vin.with_check_digit("LZAS5ABC0DE123456")


@pytest.fixture
def by(actor):
    return actor("service_manager")


@pytest.mark.parametrize(
    ("number", "code"), [("LZA", "vin_length"), ("LZAS5ABC0DE12345O", "vin_letters"), ("", "vin_length")]
)
def test_ppl_02_a_vin_of_wrong_form_is_refused(by, number, code):
    with pytest.raises(Refused, match=code):
        actions.create(by, by.store_id, number, at=NOW)


def test_ppl_02_a_wrong_check_digit_only_warns(by):
    wrong = GOOD[:8] + ("1" if GOOD[8] != "1" else "2") + GOOD[9:]
    assert actions.create(by, by.store_id, wrong, at=NOW).vin_warning
    assert not actions.create(by, by.store_id, GOOD, at=NOW).vin_warning


def test_ppl_02_one_file_per_vin_and_store_and_one_store_that_cares(by, actor, tenants):
    assert actions.create(by, by.store_id, GOOD, at=NOW).cares
    with pytest.raises(Refused, match="vin_taken"):
        actions.create(by, by.store_id, f" {GOOD.lower()} ", at=NOW)
    there, stranger = actor("service_manager", tenants.sister), actor("service_manager", tenants.stranger)
    assert not actions.create(there, tenants.sister.id, GOOD, at=NOW).cares, "the first store of the group cares"
    assert actions.create(stranger, tenants.stranger.id, GOOD, at=NOW).cares, "groups share nothing"


@pytest.mark.parametrize("plate", ["粤a·7k2m6", "粤A D16532", "粤AD16532"])
def test_ppl_02_plates_are_kept_plain_and_new_energy_ones_are_longer(by, plate):
    one = actions.create(by, by.store_id, GOOD, at=NOW, plate=plate)
    assert one.plate in ("粤A7K2M6", "粤AD16532")
    with pytest.raises(Refused, match="plate_form"):
        actions.edit(by, one.pk, at=NOW, plate="粤A")


def test_ppl_02_the_owner_must_be_on_file_in_the_same_store(by, actor, tenants, customer):
    elsewhere = customer(actor("service_manager", tenants.sister))
    with pytest.raises(Missing):
        actions.create(by, by.store_id, GOOD, at=NOW, owner_id=elsewhere.pk)


def test_ppl_02_selling_ends_the_ownership_and_can_be_taken_back(by, customer, car):
    owner = customer(by)
    one = car(by, owner)
    actions.mark_sold(by, one.pk, sold_on=date(2026, 11, 1), at=NOW)
    with scope(by):
        assert [row.until for row in queries.ownerships(by, one.pk)] == [date(2026, 11, 1)]
        assert queries.vehicle(by, one.pk).status == "sold"
        assert queries.fleets(by, [owner.pk]) == {}
    actions.mark_unsold(by, one.pk, at=NOW)
    with scope(by):
        assert [row.until for row in Ownership.objects.filter(vehicle_id=one.pk)] == [None]
        assert queries.fleets(by, [owner.pk])[owner.pk].count == 1


def test_ppl_02_insurance_ends_after_it_begins(by, car):
    one = car(by)
    with pytest.raises(Refused, match="days_backwards"):
        actions.add_insurance(by, one.pk, ends_on=date(2026, 1, 1), starts_on=date(2026, 1, 1), at=NOW)
    for end in (date(2026, 1, 1), date(2027, 1, 1), date(2026, 6, 1)):
        actions.add_insurance(by, one.pk, ends_on=end, insurer="演示财险", premium_fen=320_000, at=NOW)
    with scope(by):
        assert queries.insurances(by, [one.pk])[0].ends_on == date(2027, 1, 1)


def test_ppl_02_a_service_elsewhere_counts_and_can_be_taken_back(by, car):
    one = car(by)
    visit = actions.record_elsewhere(
        by, one.pk, visited_on=date(2026, 5, 1), km=30_000, shop="路边店", amount_fen=0, at=NOW
    )
    with scope(by):
        assert queries.vehicle(by, one.pk).last_service_on == date(2026, 5, 1)
    actions.remove_visit(by, visit, at=NOW)
    with scope(by):
        found = queries.vehicle(by, one.pk)
        assert (found.last_service_on, found.odometer_km) == (None, 0)
        assert not Visit.objects.exists()


def test_ppl_02_spending_counts_only_while_one_owned_the_car(by, customer, car):
    first, second = customer(by, "甲"), customer(by, "乙")
    one = car(by, first)
    with scope(by):
        Ownership.objects.filter(vehicle_id=one.pk).update(until=date(2026, 3, 1))
        Ownership.objects.create(store_id=by.store_id, vehicle_id=one.pk, customer_id=second.pk, since=date(2026, 3, 2))
        for day, fen in ((date(2026, 2, 1), 100), (date(2026, 4, 1), 1000), (date(2025, 1, 1), 7)):
            Visit.objects.create(
                store_id=by.store_id, vehicle_id=one.pk, visited_on=day, kind="service", amount_fen=fen
            )
        found = queries.spent_since(by, [first.pk, second.pk], date(2026, 1, 1))
        assert found == {first.pk: 100, second.pk: 1000}
        assert [row.amount_fen for row in queries.visits_of_customer(by, first.pk)] == [7, 100]
