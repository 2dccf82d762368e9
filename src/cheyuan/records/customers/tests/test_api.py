"""PLT-40, PPL-09: customers over the API."""

import pytest

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
BASE = "/api/v1/customers"


@pytest.fixture
def api(api_as):
    return api_as("care_manager")


def made(api, **fields):
    answer = api.post(BASE, {"name": "王小伟", "phone": "138 1234 5678", **fields}, **JSON)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_plt_40_a_customer_is_made_read_changed_and_listed_masked(api):
    one = made(api, tags=["VIP", "VIP"], email="a@b.cn")
    assert (one["phone"], one["has"], one["tags"]) == ("138****5678", ["phone", "email"], ["VIP"])
    assert api.get(f"{BASE}/{one['id']}").json()["name"] == "王小伟"
    changed = api.patch(f"{BASE}/{one['id']}", {"city": "广州", "birthday": "1990-01-02"}, **JSON).json()
    assert (changed["city"], changed["birthday"]) == ("广州", "1990-01-02")
    assert api.patch(f"{BASE}/{one['id']}", {"birthday": None}, **JSON).json()["birthday"] is None
    for query in ("city=广州", "tag=VIP", "phone=13812345678", f"cust_no={one['cust_no']}"):
        page = api.get(f"{BASE}?{query}")
        assert [row["id"] for row in page.json()["items"]] == [one["id"]], query
        assert "13812345678" not in page.content.decode()
    assert api.get(f"{BASE}?phone=13900000000").json()["items"] == []


def test_plt_40_pages_by_cursor(api):
    ids = [made(api, phone=f"1380000000{number}")["id"] for number in range(5)]
    seen, cursor = [], ""
    while True:
        page = api.get(f"{BASE}?limit=2&cursor={cursor}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == ids


@pytest.mark.parametrize(
    ("body", "code"),
    [({"name": ""}, "invalid"), ({"phone": "12"}, "phone_form"), ({"kin": "x"}, "invalid"), ({"name": "a\x00"}, "invalid"),
     ({"birthday": "0001-01-01"}, "invalid"), ({"tags": ["x" * 31]}, "invalid"), ({"store_id": 999_999}, "denied")],
)  # fmt: skip
def test_plt_40_what_is_wrong_is_said_as_a_problem(api, body, code):
    answer = api.post(BASE, {"name": "王", "phone": "13812345678", **body}, **JSON)
    assert answer.status_code in (403, 422)
    assert answer.json()["code"] == code
    assert "problem+json" in answer["Content-Type"]


def test_ppl_01_a_customer_is_written_to_in_a_language_of_their_own(api):
    one = made(api)
    assert one["language"] == "zh-hans"
    changed = api.patch(f"{BASE}/{one['id']}", {"language": "en"}, **JSON)
    assert changed.json()["language"] == "en"
    assert api.patch(f"{BASE}/{one['id']}", {"language": "fr"}, **JSON).status_code == 422


def test_plt_40_the_same_key_counts_once(api):
    body = {"name": "一次", "phone": "13812345678"}
    first = api.post(BASE, body, headers={"Idempotency-Key": "k1"}, **JSON)
    again = api.post(BASE, body, headers={"Idempotency-Key": "k1"}, **JSON)
    assert first.json()["id"] == again.json()["id"]
    assert len(api.get(BASE).json()["items"]) == 1


def test_ppl_09_a_reveal_is_an_operation_of_its_own(api, api_as):
    one = made(api)
    answer = api.post(f"{BASE}/{one['id']}/reveal", {"field": "phone", "reason": "回电"}, **JSON)
    assert answer.json() == {"field": "phone", "value": "13812345678"}
    assert api_as("marketing").post(f"{BASE}/{one['id']}/reveal", {"field": "phone"}, **JSON).status_code == 403


def test_ppl_08_consents_and_timeline(api):
    one = made(api)
    body = {"purpose": "marketing", "channels": ["sms", "sms"], "given": True, "source": "form"}
    assert api.post(f"{BASE}/{one['id']}/consents", body, **JSON).status_code == 204
    assert [(row["channel"], row["given"]) for row in api.get(f"{BASE}/{one['id']}/consents").json()] == [("sms", True)]
    events = api.get(f"{BASE}/{one['id']}/timeline?limit=1").json()
    assert (len(events["items"]), bool(events["next"])) == (1, True)
    older = api.get(f"{BASE}/{one['id']}/timeline", {"cursor": events["next"]}).json()
    assert [row["verb"] for row in older["items"]] == ["customer.created"]


def test_p9_other_stores_and_roles(api, api_as, tenants):
    one = made(api)
    there = api_as("general_manager", tenants.sister)
    assert there.get(f"{BASE}/{one['id']}").status_code == 404
    assert there.patch(f"{BASE}/{one['id']}", {"city": "x"}, **JSON).status_code == 404
    assert there.get(BASE).json()["items"] == []
    assert api_as("technician").get(BASE).status_code == 403
