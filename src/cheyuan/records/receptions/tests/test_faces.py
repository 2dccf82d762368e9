"""CARE-R19, CARE-R20, PPL-06, PPL-09: the visitor book as pages, list, export and API."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.records.receptions import actions
from cheyuan.records.receptions.actions import Visit
from cheyuan.records.receptions.models import Reception

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
NEW = {"who": "张新", "phone": "13900001111", "purpose": "test_drive", "people": "2", "wanted_model": "S5"}


@pytest.fixture
def client(client_as):
    return client_as("front_desk")


def test_care_r20_the_quick_form_notes_a_visitor(client, desk):
    answer = client.post("/receptions/new", NEW)
    assert answer.status_code == 302
    with scope(desk):
        row = Reception.objects.select_related("customer").get()
    assert (row.purpose, row.people, row.customer.name) == ("test_drive", 2, "张新")
    listed = client.get(answer["Location"], follow=True).content.decode()
    assert "张新" in listed
    assert "139 **** 1111" in listed
    assert "13900001111" not in listed


def test_care_r20_a_wrong_phone_stands_at_its_field(client, desk):
    answer = client.post("/receptions/new", {**NEW, "phone": "139"})
    assert answer.status_code == 422
    assert 'id="id_phone-error"' in answer.content.decode()
    assert "张新" in answer.content.decode()


def test_care_r19_the_combobox_finds_by_the_tail_of_a_phone_and_says_who_is_important(client, customer, actor):
    customer(actor("care_manager"), "贵客", phone="13812347788", is_vip=True)
    found = client.get("/receptions/people?q=7788").content.decode()
    assert "贵客" in found
    assert "VIP" in found
    assert "13812347788" not in found


def test_care_r19_an_entry_is_changed_and_taken_out_on_its_page(client, desk):
    row = actions.receive(desk, desk.store_ids[0], Visit("new_car", name="张新", phone="13900001111"), at=now())
    page = reverse("receptions:page", args=[row.pk])
    given = {"purpose": "parts", "people": "1", "department": "parts", "wanted_model": "", "came_at": "", "left_at": ""}
    assert client.post(page, given).status_code == 302
    with scope(desk):
        assert Reception.objects.get().came_at == row.came_at
        assert Reception.objects.get().department == "parts"
    for step in ("leave", "stay", "undo"):
        assert client.post(f"{page}/{step}").status_code == 302
    assert f"{page}/restore" in client.get(page).content.decode()


def test_care_r20_the_api_notes_a_visit_once(api_as, desk):
    api = api_as("front_desk")
    body = {"store_id": desk.store_ids[0], "purpose": "new_car", "name": "张新", "phone": "13900001111"}
    first, again = (
        api.post("/api/v1/receptions", body, content_type="application/json", headers={"Idempotency-Key": "visit-1"})
        for _ in range(2)
    )
    assert first.status_code == 200, first.content
    assert first.json() == again.json()
    found = api.get(f"/api/v1/receptions?day={first.json()['came_on']}").json()["items"]
    assert [one["id"] for one in found] == [first.json()["id"]]
    assert "phone" not in found[0]
