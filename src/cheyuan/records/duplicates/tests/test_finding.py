"""PPL-07: who may be one person, with reasons and a score; and the pages on which it is decided."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.queries import may_send
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import phones, queries, subject
from cheyuan.records.duplicates import actions
from cheyuan.records.duplicates.models import Merge, Moved, Pair
from cheyuan.records.vehicles.models import Ownership

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
PHONE = "13800000001"


@pytest.fixture
def by(tenants):
    return system(tenants.group.pk, (tenants.store.pk,))


def found(by):
    actions.find(by, by.store_ids[0], at=AT)
    with scope(by):
        rows = Pair.objects.filter(state="open").order_by("pk")
        return {(one.first_id, one.second_id): (sorted(one.reasons), one.score) for one in rows}


def test_ppl_07_same_phone_and_similar_name(by, customer):
    one, other = customer(by, "王小伟", phone=PHONE), customer(by, "王晓伟", phone=PHONE)
    assert found(by) == {(one.pk, other.pk): (["name", "phone"], 85)}


def test_ppl_07_a_further_number_counts_as_well(by, customer):
    one, other = customer(by, "王小伟", phone=PHONE), customer(by, "赵强")
    assert found(by) == {}, "control: two people"
    phones.add_phone(by, other.pk, PHONE, at=AT)
    assert found(by) == {(one.pk, other.pk): (["phone"], 50)}


def test_ppl_07_couples_who_share_a_phone_are_not_suggested(by, customer):
    customer(by, "王小伟", phone=PHONE, gender="M")
    customer(by, "李静怡", phone=PHONE, gender="F")
    assert found(by) == {}


def test_ppl_07_same_document_however_it_is_written(by, customer):
    one, other = (
        customer(by, "王小伟", id_document="44010619900101777x"),
        customer(by, "赵强", id_document="440106 19900101777X"),
    )
    assert found(by) == {(one.pk, other.pk): (["document"], 90)}
    customers.edit(by, other.pk, at=AT + timedelta(hours=1), id_document="440106199001017788")
    assert found(by) == {}, "what fits no more is not asked any more"


def test_ppl_07_same_car_only_with_similar_names(by, customer, car):
    one, other, buyer = customer(by, "王小伟"), customer(by, "王晓伟"), customer(by, "赵强")
    mine = car(by, one)
    with scope(by):
        for owner in (other, buyer):
            Ownership.objects.create(store_id=mine.store_id, vehicle=mine, customer=owner, until=date(2026, 1, 1))
    assert found(by) == {(one.pk, other.pk): (["name", "vin"], 75)}, "a car that was sold makes nobody the same person"


def test_ppl_07_same_plate_and_similar_name(by, customer, car):
    one, other = customer(by, "王小伟"), customer(by, "王小伟先生")
    car(by, one, plate="粤A7K2M6")
    car(by, other, plate="粤A7K2M6")
    assert found(by)[one.pk, other.pk] == (["name", "plate"], 70)


def test_ppl_07_a_number_on_many_files_says_nothing(by, customer):
    for _ in range(9):
        customer(by, "王小伟", phone=PHONE)
    assert found(by) == {}


def test_ppl_07_two_people_stay_two(by, customer):
    customer(by, "王小伟", phone=PHONE), customer(by, "王晓伟", phone=PHONE)
    [row] = found(by)
    with scope(by):
        pair = Pair.objects.get(first_id=row[0])
    actions.part(by, pair.pk, at=AT)
    assert found(by) == {}
    actions.reopen(by, pair.pk, at=AT)
    assert list(found(by)) == [row]


def test_p6_ppl_07_what_one_number_refused_is_refused_by_the_one_in_use(by, customer):
    one, other = customer(by, "王小伟", phone=PHONE), customer(by, "王晓伟", phone="13800000002")
    channels.refuse(by, address="13800000002", channel="sms", purpose="marketing", source="sms", at=AT)
    with scope(by):
        assert may_send(by, PHONE, "sms", "marketing"), "control: before the merge"
    actions.merge(by, one.pk, other.pk, at=AT)
    with scope(by):
        assert not may_send(by, PHONE, "sms", "marketing")


def test_ppl_08_ppl_07_erased_with_the_file(by, customer, settings, tmp_path):
    settings.DATA = tmp_path
    one, other = customer(by, "王小伟", phone=PHONE), customer(by, "埋点伟", phone=PHONE)
    row = actions.merge(by, one.pk, other.pk, at=AT)
    subject.erase(by, one.pk, at=AT)
    with scope(by):
        assert not Moved.objects.exists()
        assert Merge.objects.get(pk=row.pk).gone == {}


def test_ppl_07_pages_merge_and_undo(client_as, by, customer):
    one, other = customer(by, "王小伟", phone=PHONE, cust_no="A1"), customer(by, "王晓伟", phone=PHONE, cust_no="A2")
    found(by)
    client = client_as("care_manager")
    assert "王晓伟" in client.get("/duplicates/?state=open").content.decode()
    with scope(by):
        pair = Pair.objects.get()
    page = client.get(f"/duplicates/{pair.pk}").content.decode()
    assert "王小伟" in page
    assert PHONE not in page, "masked"
    assert client.get(f"/duplicates/{pair.pk}/sheet").status_code == 200
    assert "/duplicates/" in client.get(f"/customers/{one.pk}").content.decode()
    assert client_as("care_agent").post(f"/duplicates/{pair.pk}/merge", {"keep": other.pk}).status_code == 403
    answer = client.post(f"/duplicates/{pair.pk}/merge", {"keep": other.pk, "name": one.pk})
    assert answer["Location"] == f"/customers/{other.pk}"
    assert client.get(f"/customers/{one.pk}")["Location"] == f"/customers/{other.pk}"
    with scope(by):
        kept, merge = queries.customer(by, other.pk), Merge.objects.get()
        assert (kept.name, kept.cust_no) == ("王小伟", "A2")
    assert "A1" in client.get(f"/duplicates/merges/{merge.pk}").content.decode()
    assert client.get(f"/duplicates/{pair.pk}").status_code == 200
    assert "王小伟" in client.get("/customers/?q=A1").content.decode(), "found by the old number"
    assert client.post(f"/duplicates/merges/{merge.pk}/undo").status_code == 302
    assert client.get(f"/customers/{one.pk}").status_code == 200
    assert client.post(f"/duplicates/{pair.pk}/different").status_code == 302
    assert client.post("/duplicates/look").status_code == 302


def test_ppl_07_over_the_api(api_as, by, customer):
    one, other = customer(by, "王小伟", phone=PHONE), customer(by, "王晓伟", phone=PHONE)
    found(by)
    api, send = api_as("care_manager"), {"content_type": "application/json"}
    [pair] = api.get("/api/v1/duplicates/pairs").json()["items"]
    assert pair["score"] == 85
    made = api.post("/api/v1/duplicates/merges", {"kept_id": one.pk, "gone_id": other.pk}, **send)
    assert made.status_code == 201, made.content
    assert api.get(f"/api/v1/customers/{other.pk}").json()["id"] == one.pk
    assert api.post(f"/api/v1/duplicates/merges/{made.json()['id']}/undo", {}, **send).json()["undone_at"]
    assert api.post(f"/api/v1/duplicates/pairs/{pair['id']}/different", {}, **send).json()["state"] == "different"
    assert (
        api_as("care_agent")
        .post("/api/v1/duplicates/merges", {"kept_id": one.pk, "gone_id": other.pk}, **send)
        .status_code
        == 403
    )
