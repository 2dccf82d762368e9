"""PPL-02, PPL-03, PPL-04: the cars' pages as a browser sees them."""

import re
from datetime import UTC, date, datetime

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import lifeline
from cheyuan.records.vehicles import actions, lives, queries
from cheyuan.records.vehicles.models import Reading, Visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture
def by(actor):
    return actor("service_manager")


@pytest.fixture
def client(client_as):
    return client_as("service_manager")


def said(client, address):
    return client.get(address).content.decode()


def undo_of(client, address):
    """The way back that the next full page offers."""
    return re.search(r'data-undo="([^"]+)"', said(client, address))[1]


def test_ppl_03_the_page_explains_readings_that_do_not_count(client, by, car):
    one = car(by)
    with scope(by):
        for day, km in ((date(2024, 6, 1), 10_000), (date(2025, 6, 1), 9_000), (date(2024, 1, 1), 5)):
            Reading.objects.create(store_id=by.store_id, vehicle_id=one.pk, read_on=day, km=km, source="import", at=NOW)
        Visit.objects.create(
            store_id=by.store_id, vehicle_id=one.pk, visited_on=date(2024, 6, 1), kind="repair", km=9_900
        )
    html = said(client, f"/vehicles/{one.pk}")
    for why in ("低于", "早于交车", "同一天另有"):
        assert why in html
    assert "有 3 个读数不计入" in html


def test_ppl_03_a_reading_by_the_form_refused_at_its_field_then_written_and_undone(client, by, car):
    one = car(by)
    address = f"/vehicles/{one.pk}/readings"
    assert client.post(address, {"km": "3万", "read_on": "2026-06-01", "source": "call"}).status_code == 302
    undo = undo_of(client, f"/vehicles/{one.pk}")
    wrong = client.post(address, {"km": "20000", "read_on": "2026-07-01", "source": "call"})
    assert wrong.status_code == 422
    assert 'id="id_km-error"' in wrong.content.decode()
    assert "/correction" in wrong.content.decode(), "a manager is shown the way to correct"
    assert client.post(address, {"km": "many", "read_on": "2026-07-01", "source": "call"}).status_code == 422
    assert client.post(undo).status_code == 200
    with scope(by):
        assert queries.vehicle(by, one.pk).odometer_km == 0


def test_ppl_03_only_managers_reach_the_correction(client, client_as, by, car):
    one = car(by)
    data = {"km": "100", "read_on": "2026-06-01", "reason": "换表"}
    assert client_as("technician").post(f"/vehicles/{one.pk}/correction", data).status_code == 403
    assert client.post(f"/vehicles/{one.pk}/correction", data).status_code == 302
    assert "换表" in said(client, f"/vehicles/{one.pk}")


def test_ppl_02_a_car_is_opened_for_its_owner_and_changed_and_undone(client, by, customer):
    owner = customer(by, "车主甲")
    made = client.post(
        f"/vehicles/new?owner={owner.pk}", {"vin": "LZAS5ABC1DE123456", "brand": "启辰星", "model": "S7"}
    )
    assert made.status_code == 302
    page = made["Location"]
    assert "车主甲" in said(client, page)
    number = int(page.rsplit("/", 1)[1])
    assert client.post(f"{page}/edit", {"plate": "x"}).status_code == 422
    client.post(f"{page}/edit", {"plate": "粤A·7K2M6", "brand": "启辰星", "model": "S7", "delivered_on": "2026-01-02"})
    undo = undo_of(client, page)
    with scope(by):
        assert queries.vehicle(by, number).plate == "粤A7K2M6"
    assert client.post(undo).status_code == 200
    with scope(by):
        assert (queries.vehicle(by, number).plate, queries.vehicle(by, number).delivered_on) == ("", None)
    again = client.post("/vehicles/new", {"vin": "LZAS5ABC1DE123456"})
    assert (again.status_code, 'id="id_vin-error"' in again.content.decode()) == (422, True)


def test_ppl_02_sold_with_a_way_back_and_insurance_by_its_form(client, by, car, customer):
    one = car(by, customer(by))
    assert client.post(f"/vehicles/{one.pk}/sold", {"sold_on": "2099-01-01"}).status_code == 422
    client.post(f"/vehicles/{one.pk}/sold", {"sold_on": "2026-01-01"})
    assert client.post(undo_of(client, f"/vehicles/{one.pk}")).status_code in (200, 302)
    with scope(by):
        assert queries.vehicle(by, one.pk).status == "active"
    form = {"insurer": "星河财险", "ends_on": "2027-01-01", "starts_on": "2026-01-01", "premium": "3,210.5"}
    assert client.post(f"/vehicles/{one.pk}/insurance", form).status_code == 302
    with scope(by):
        assert queries.insurances(by, [one.pk])[0].premium_fen == 321_050


def test_ppl_04_life_lines_take_what_comes_from_whoever_reckons_it(by, car, monkeypatch):
    one = car(by, inspection_due=date(2027, 3, 1))
    actions.add_insurance(by, one.pk, ends_on=date(2027, 1, 1), at=NOW)
    monkeypatch.setattr(lives, "_providers", [])
    with scope(by):
        alone = lives.lives(by, [one], date(2026, 11, 21))[0]
        assert [due.day for due in alone.dues] == [date(2027, 1, 1), date(2027, 3, 1)]
        due = lifeline.Due(date(2026, 12, 1), "保养", "因为")
        lives.provide_dues(lambda by, ids, today: {pk: [due] for pk in ids})
        assert lives.lives(by, [one], date(2026, 11, 21))[0].dues == (due,)


def test_p9_the_technician_sees_cars_but_no_owner_page(client_as, by, car, customer):
    owner = customer(by, "车主甲")
    one = car(by, owner)
    html = said(client_as("technician"), f"/vehicles/{one.pk}")
    assert f"/customers/{owner.pk}" not in html
    assert client_as("technician").get(f"/customers/{owner.pk}").status_code == 403
    assert client_as("finance").get(f"/vehicles/{one.pk}").status_code == 403
