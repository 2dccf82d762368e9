"""CARE-R23: the pages of vouchers, the customers' list, the API; a person's copy and erasure."""

import json

import pytest

from cheyuan.base.lists import actions as lists
from cheyuan.base.lists import spec
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.records.customers import subject
from cheyuan.records.vouchers import actions
from cheyuan.records.vouchers.models import Grant, Voucher
from cheyuan.records.vouchers.tests.conftest import terms
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db


def test_care_r23_given_on_a_page_shown_on_the_customer_and_taken_back(client_as, person):
    client, one = client_as("care_manager"), person()
    until = today(60).isoformat()
    form = {"title": "漆面养护", "kind": "amount", "worth": "88.5", "reason": "manual", "valid_until": until}
    sent = client.post(f"/vouchers/give/{one.pk}", {**form, "worth": "白送"})
    assert sent.status_code == 422
    sent = client.post(f"/vouchers/give/{one.pk}", form)
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "漆面养护" in page
    assert "¥88.50" in page
    assert "漆面养护" in client.get(f"/customers/{one.pk}").content.decode()
    assert client.get("/vouchers/").status_code == 200
    with scope(system(one.store.group_id, (one.store_id,))):
        grant = Grant.objects.get()
    assert client.post(f"/vouchers/grants/{grant.pk}/undo").status_code == 302


def test_care_r23_the_desk_looks_and_redeems(client_as, actor, person):
    given = actions.give(actor("care_manager"), person().pk, terms(), at=now())
    desk = client_as("front_desk")
    assert "保养券" in desk.get(f"/vouchers/desk?code={given.code}").content.decode()
    assert desk.get("/vouchers/desk?code=ABC").status_code == 200
    assert desk.post("/vouchers/desk", {"code": given.code, "order": ""}).status_code == 422
    sent = desk.post("/vouchers/desk", {"code": given.code, "order": "RO88"})
    assert sent.status_code == 302
    again = desk.post("/vouchers/desk", {"code": given.code, "order": "RO89"})
    assert again.status_code == 422
    assert "RO88" in again.content.decode()
    assert desk.post(f"/vouchers/desk/{given.pk}/undo").status_code == 302


def test_care_r23_from_the_list_many_get_one_and_it_is_undone(actor, person, fresh):
    by, ids = actor("care_manager"), [person().pk for _ in range(3)]
    values = {"title": "回店礼", "yuan": "100", "reason": "recall"}
    one = spec.get("customers")
    assert len(lists.work_on(by, one, "voucher", ids, values, at=now())[1]) == 3
    with scope(by):
        assert set(Voucher.objects.values_list("state", flat=True)) == {"given"}
        assert Grant.objects.get().count == 3
    assert len(lists.work_on(by, one, "novoucher", ids, values, at=now())[1]) == 3
    with scope(by):
        assert set(Voucher.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_care_r23_the_export_holds_neither_codes_nor_phones(actor, person):
    one = actions.give(actor("care_manager"), person().pk, terms(), at=now())
    with scope(actor("general_manager")):
        row = spec.get("vouchers").rows(actor("general_manager")).get(pk=one.pk)
        line = " ".join(column.text(row, None) for column in spec.get("vouchers").columns)
    assert one.code not in line.replace(" ", "")
    assert row.customer.phone not in line.replace(" ", "")


def test_care_r23_the_api_gives_and_redeems_once_per_key(api_as, person):
    client, one = api_as("care_manager"), person()
    body = {
        "customer_id": one.pk, "kind": "amount", "title": "机油券", "worth_fen": 9900,
        "valid_until": today(9).isoformat(),
    }  # fmt: skip

    def post(path, sent, key):
        return client.post(path, json.dumps(sent), content_type="application/json", headers={"Idempotency-Key": key})

    first, again = post("/api/v1/vouchers", body, "a"), post("/api/v1/vouchers", body, "a")
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    with scope(system(one.store.group_id, (one.store_id,))):
        assert Voucher.objects.count() == 1
    assert post("/api/v1/vouchers", {**body, "title": "x"}, "a").status_code == 422
    code = first.json()["code"]
    assert "code" not in client.get(f"/api/v1/vouchers/{first.json()['id']}").json()
    taken = post("/api/v1/vouchers/redeem", {"code": code, "order": "RO1"}, "b")
    assert taken.json()["state"] == "used"
    assert post("/api/v1/vouchers/redeem", {"code": code, "order": "RO1"}, "b").json() == taken.json()
    assert post("/api/v1/vouchers/redeem", {"code": code, "order": "RO1"}, "c").status_code == 409
    assert client.post("/api/v1/vouchers/look", json.dumps({"code": code}), content_type="application/json").json()[
        "id"
    ]


def test_ppl_08_a_persons_vouchers_are_copied_and_end_with_the_file(actor, person, fresh):
    by, one = actor("general_manager"), person(name="欧阳埋点")
    open_, used = (actions.give(by, one.pk, terms(words="欧阳埋点投诉"), at=now()) for _ in range(2))
    actions.use(actor("front_desk"), used.code, "RO埋点", at=now())
    with scope(by):
        copied = subject.copy(system(by.group_id, by.store_ids), one.pk, at=now())
    assert {row["title"] for row in copied["vouchers"]} == {"保养券"}
    subject.erase(system(by.group_id, by.store_ids), one.pk, at=now())
    assert (fresh(open_).state, fresh(used).used_for) == ("withdrawn", "")
    with scope(by):
        assert set(Grant.objects.values_list("words", flat=True)) == {""}
