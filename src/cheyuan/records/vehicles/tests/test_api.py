"""PLT-40, PPL-03: cars and odometers over the API."""

import pytest

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
BASE = "/api/v1/vehicles"
VIN = "LZAS5ABC1DE123456"


@pytest.fixture
def api(api_as):
    return api_as("service_manager")


def made(api, **fields):
    answer = api.post(BASE, {"vin": VIN, "delivered_on": "2024-01-10", **fields}, **JSON)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_plt_40_a_car_is_made_read_changed_and_found(api):
    one = made(api, plate="粤a·7k2m6", energy="ev")
    assert (one["vin"], one["plate"]) == (VIN, "粤A7K2M6")
    assert api.get(f"{BASE}/{one['id']}").json()["energy"] == "ev"
    assert api.patch(f"{BASE}/{one['id']}", {"seats": 7}, **JSON).json()["seats"] == 7
    assert api.patch(f"{BASE}/{one['id']}", {"seats": None}, **JSON).json()["seats"] is None
    for query in (f"vin={VIN.lower()}", "plate=粤A7K2M6", "status=active"):
        assert [row["id"] for row in api.get(f"{BASE}?{query}").json()["items"]] == [one["id"]], query
    assert api.post(BASE, {"vin": VIN}, **JSON).json()["code"] == "vin_taken"


def test_ppl_03_readings_go_forward_and_managers_correct(api, api_as):
    one = made(api)
    add = f"{BASE}/{one['id']}/readings"
    assert api.post(add, {"km": 20_000, "read_on": "2026-06-01"}, **JSON).json()["odometer_km"] == 20_000
    back = api.post(add, {"km": 10_000, "read_on": "2026-07-01"}, **JSON)
    assert (back.status_code, back.json()["code"]) == (422, "km_backwards")
    body = {"km": 10_000, "read_on": "2026-07-01", "reason": "仪表更换"}
    assert api_as("technician").post(f"{add}/correction", body, **JSON).status_code == 403
    assert api.post(f"{add}/correction", body, **JSON).json()["odometer_km"] == 10_000
    assert [(row["km"], row["counts"]) for row in api.get(add).json()] == [(10_000, True), (20_000, False)]
    assert api.get(f"{BASE}/{one['id']}/visits").json() == []


@pytest.mark.parametrize("km", [-1, 10_000_000, "x", None, 1.5])
def test_plt_40_kilometres_are_whole_and_within_reason(api, km):
    one = made(api)
    answer = api.post(f"{BASE}/{one['id']}/readings", {"km": km, "read_on": "2026-06-01"}, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_p9_cars_of_other_stores_do_not_exist(api, api_as, tenants):
    one = made(api)
    there = api_as("general_manager", tenants.sister)
    for address in (f"{BASE}/{one['id']}", f"{BASE}/{one['id']}/readings", f"{BASE}/{one['id']}/visits"):
        assert there.get(address).status_code == 404
    assert there.post(f"{BASE}/{one['id']}/readings", {"km": 1, "read_on": "2026-06-01"}, **JSON).status_code == 404
    assert there.post(BASE, {"vin": VIN, "owner_id": 1, "store_id": tenants.store.id}, **JSON).status_code == 403
