"""CARE-30, CARE-32: pages and API as two faces of the same actions; masked, per role, next step at hand."""

import pytest
from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.tests.conftest import NINE, house
from cheyuan.records.customers import subject

pytestmark = pytest.mark.django_db


def take(client, about, **fields):
    given = {
        "channel": "hotline",
        "text": "空调异响",
        "severity": "normal",
        "customer_id": about.pk,
        "customer_name": about.name,
    }
    return client.post(reverse("complaints:take"), {**given, "vehicle_id": about.car.pk, **fields})


def test_care_30_the_form_takes_it_and_shows_the_conversation(client_as, person, tenants):
    client, about = client_as("care_agent"), person()
    answer = take(client, about, department="service", kind="technical")
    with scope(house(tenants.store)):
        one = Complaint.objects.get()
    assert answer.url == reverse("complaints:page", args=[one.pk])
    page = client.get(answer.url).content.decode()
    assert "空调异响" in page
    assert one.number in page
    assert "138 **** 8000" in page
    assert "13800138000" not in page
    assert f'action="{reverse("complaints:step", args=[one.pk, "answer"])}"' in page, "the first answer comes next"
    assert one.state == "classified"


def test_care_30_the_combobox_finds_by_name_plate_and_phone_masked(client_as, person):
    client, about = client_as("front_desk"), person()
    page = client.get(reverse("complaints:people"), {"q": ""}).content.decode()
    assert "option" not in page
    cars = client.post(reverse("complaints:take"), {"look": "1", "customer_id": about.pk, "text": "写了一半"})
    assert (cars.status_code, str(about.car.pk) in cars.content.decode()) == (200, True)
    assert "写了一半" in cars.content.decode(), "what was typed stays"


def test_care_30_a_name_that_was_not_chosen_is_no_customer(client_as, person, tenants):
    client, about = client_as("care_agent"), person()
    answer = take(client, about, customer_id="", vehicle_id="")
    assert answer.status_code == 422
    with scope(house(tenants.store)):
        assert not Complaint.objects.exists()


def test_care_32_each_step_from_its_form_and_taken_back(client_as, person, tenants):
    client, about = client_as("care_manager"), person()
    address = take(client, about).url
    number = int(address.rsplit("/", 1)[1])

    def step(name, **given):
        return client.post(reverse("complaints:step", args=[number, name]), given)

    assert step("answer", words="").status_code == 422
    assert step("answer", words="您好，马上处理").status_code == 302
    assert step("classify", department="service", kind="technical", severity="urgent").status_code == 302
    assert step("assign", assignee_id=client.account.pk).status_code == 302
    assert step("start").status_code == 302
    assert step("wait", words="等客户送车").status_code == 302
    assert "等客户送车" in client.get(address).content.decode()
    assert client.post(reverse("complaints:undo", args=[number])).status_code == 302
    assert step("close").status_code == 409
    assert step("nonsense").status_code == 404
    with scope(house(tenants.store)):
        one = Complaint.objects.get()
    assert (one.state, one.waits, one.severity) == ("in_work", False, "urgent")


def test_care_30_list_tabs_and_export_rights(client_as, led):
    one = led("start")
    client = client_as("care_manager")
    for tab in ("open", "late", "mine", "waiting", "closed"):
        page = client.get(reverse("complaints:list"), {"tab": tab})
        assert (page.status_code, one.number in page.content.decode()) == (200, tab in ("open", "late"))
    found = client.get(reverse("complaints:list"), {"q": "000001"}).content.decode()
    assert one.number in found
    assert client.get(reverse("complaints:sheet", args=[one.pk])).status_code == 200
    assert client_as("care_agent").get(reverse("complaints:list_export")).status_code in (403, 405)


@pytest.mark.parametrize(
    ("role", "status"), [("technician", 403), ("service_advisor", 404), ("quality_inspector", 200)]
)
def test_p9_who_may_open_a_complaint(client_as, led, role, status):
    one = led("start")
    assert client_as(role).get(reverse("complaints:page", args=[one.pk])).status_code == status


def test_ppl_09_their_complaints_stand_on_the_customers_page(client_as, led):
    one = led("start")
    page = client_as("care_agent").get(reverse("customers:page", args=[one.customer_id])).content.decode()
    assert one.number in page
    assert f"{reverse('complaints:take')}?customer={one.customer_id}" in page


def test_care_30_the_api_takes_lists_and_leads(api_as, person, tenants):
    api, about = api_as("care_manager"), person()
    given = {"store_id": tenants.store.pk, "channel": "wechat", "text": "车漆有划痕", "customer_id": about.pk}
    key = {"Idempotency-Key": "one"}
    made = [api.post("/api/v1/complaints", given, content_type="application/json", headers=key) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json()["number"] == made[1].json()["number"] == "T2026-000001"
    number = made[0].json()["id"]

    def post(path, **body):
        return api.post(f"/api/v1/complaints/{number}/{path}", body, content_type="application/json")

    assert post("steps/answer", words="已致歉").json()["answered_at"]
    assert post("classify", department="sales", kind="delivery", severity="urgent").json()["state"] == "classified"
    assert post("assign", assignee_id=api.account.pk).json()["state"] == "assigned"
    assert post("steps/start").json()["state"] == "in_work"
    assert post("steps/close").status_code == 409
    assert post("steps/solve").json()["code"] == "complaint_words"
    assert post("undo").json()["state"] == "assigned"
    assert len(api.get("/api/v1/complaints?state=assigned").json()["items"]) == 1
    assert [row["step"] for row in api.get(f"/api/v1/complaints/{number}/steps").json()][:2] == ["receive", "answer"]
    assert api.get(f"/api/v1/complaints/{number}").json()["text"] == "车漆有划痕"


def test_ppl_08_erased_the_words_go_and_the_figures_stay(led, actor, tenants, settings, tmp_path):
    settings.DATA = tmp_path
    one = led("solve", text="陈立群说空调异响")
    copied = str(subject.copy(actor("general_manager"), one.customer_id, at=NINE))
    assert "陈立群说空调异响" in copied
    subject.erase(house(tenants.store), one.customer_id, at=NINE)
    with scope(house(tenants.store)):
        left = Complaint.objects.get()
        assert (left.text, left.solution, left.kind, left.state) == ("", "", "waiting", "solved")
        assert {row.note for row in left.steps.all()} == {""}
