"""CARE-10, CARE-12, CARE-17 over the API."""

import json
from datetime import timedelta

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.engage.contact.tests.test_pages import free_slot
from cheyuan.kernel.clock import now

ROOT = "/api/v1"


def send(client, path, body=None, **headers):
    return client.post(f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


def test_care_10_list_and_one(api_as, task):
    client, rows = api_as("care_agent"), [task("R09"), task("R13"), task("R09", state="done")]
    found = client.get(f"{ROOT}/tasks?limit=1").json()
    assert found["items"][0]["id"] == rows[0].pk
    following = client.get(f"{ROOT}/tasks?limit=1&cursor={found['next']}").json()
    assert [one["id"] for one in following["items"]] == [rows[1].pk]
    assert client.get(f"{ROOT}/tasks?rule=R13&mine=true").json()["items"][0]["id"] == rows[1].pk
    one = client.get(f"{ROOT}/tasks/{rows[0].pk}").json()
    assert "41,000" in one["why"]
    assert client.get(f"{ROOT}/tasks/999999999").status_code == 404


def test_care_12_report_with_a_key_counts_once_and_is_taken_back(api_as, task, fresh):
    client, one = api_as("care_agent"), task("R09")
    body = {"outcome": "refused", "why": "price", "seconds": 60}
    first = send(client, f"/tasks/{one.pk}/attempts", body, **{"Idempotency-Key": "a1"})
    again = send(client, f"/tasks/{one.pk}/attempts", body, **{"Idempotency-Key": "a1"})
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    with scope(house(one.store)):
        assert apps.get_model("contact", "Attempt").objects.filter(task_id=one.pk).count() == 1
    assert len(client.get(f"{ROOT}/tasks/{one.pk}/attempts").json()) == 1
    undone = send(client, f"/attempts/{first.json()['id']}/undo")
    assert (undone.status_code, undone.json()["state"]) == (200, "open")
    assert fresh(one).state == "open"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"outcome": "booked"}, "answer_missing"),
        ({"outcome": "booked", "book_at": "2001-01-01T10:00:00+08:00"}, "moment_past"),
        ({"outcome": "nonsense"}, "invalid"),
        ({"outcome": "booked", "book_at": "2027-01-01T10:00:00"}, "invalid"),
    ],
)
def test_care_11_what_does_not_fit_is_a_problem(api_as, task, body, code):
    answer = send(api_as("care_agent"), f"/tasks/{task('R09').pk}/attempts", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_care_10_claim_snooze_assign_spread(api_as, task, fresh):
    client, other, boss = api_as("care_agent", name="吴倩"), api_as("care_agent"), api_as("care_manager")
    one = task("R09")
    assert send(client, f"/tasks/{one.pk}/claim").json()["claimed_by_id"] == client.account.pk
    refused = send(other, f"/tasks/{one.pk}/claim")
    assert (refused.status_code, refused.json()["code"], refused.json()["facts"]["name"]) == (409, "task_taken", "吴倩")
    assert send(client, f"/tasks/{one.pk}/release").status_code == 204
    assert send(other, f"/tasks/{one.pk}/claim").status_code == 200
    until = (now() + timedelta(days=1)).isoformat()
    assert send(other, f"/tasks/{one.pk}/snooze", {"until": until}).status_code == 200
    given = {"task_ids": [one.pk], "account_id": client.account.pk}
    assert send(other, "/tasks/assign", given).status_code == 403
    assert send(boss, "/tasks/assign", given).json() == {"count": 1}
    task("R09")
    assert send(boss, "/tasks/spread").json() == {"count": 1}


def test_care_17_bookings_over_the_api(api_as, task, tenants):
    client, one, at = api_as("care_agent"), task("R09"), free_slot(tenants.store)
    assert (
        send(client, f"/tasks/{one.pk}/attempts", {"outcome": "booked", "book_at": at.isoformat()}).status_code == 201
    )
    desk = api_as("front_desk")
    slip = desk.get(f"{ROOT}/bookings?day={at.date()}").json()["items"][0]
    assert slip["task_id"] == one.pk
    assert send(desk, f"/bookings/{slip['id']}/came").json()["state"] == "came"
    assert send(desk, f"/bookings/{slip['id']}/came").status_code == 409
    assert send(desk, f"/bookings/{slip['id']}/jump").status_code in (404, 422)
    assert api_as("technician").get(f"{ROOT}/bookings").status_code == 403
