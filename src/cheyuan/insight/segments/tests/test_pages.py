"""INS-10: the pages: clicking conditions together, the count, saving, members, the customer's badges; and the API."""

import json
from datetime import timedelta
from typing import Any

import pytest

from cheyuan.base.lake import process
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.segments import actions, queries, shipped
from cheyuan.insight.segments.models import Membership, Segment
from cheyuan.kernel.clock import day_of, now

pytestmark = pytest.mark.django_db(transaction=True)
CITY = {"all": [{"field": "city", "op": "is", "value": ["广州"]}]}
FORM = {"name": "广州客户", "aim": "free", "subject": "customer", "whom": "store", "m-0": "all", "f-0.0": "city", "o-0.0": "is",
        "v-0.0": "广州、佛山"}  # fmt: skip


@pytest.fixture(autouse=True)
def ended() -> Any:
    """The engine's child does not outlive the database that it asked."""
    yield
    if process.helper._child is not None:
        process.stop(process.helper._child)
        process.helper._child = None


@pytest.fixture
def manager(client_as: Any, tenants: Any) -> Any:
    return client_as("care_manager", tenants.store)


def test_ins_10_conditions_come_and_go(manager: Any) -> None:
    page = manager.get("/segments/new").content.decode()
    assert 'name="f-0.0"' in page
    more = manager.post("/segments/shape", {**FORM, "do": "add:0"}, headers={"HX-Request": "true"})
    assert 'name="f-0.1"' in more.content.decode()
    assert more["HX-Trigger-After-Swap"] == "shaped"
    nested = manager.post("/segments/shape", {**FORM, "do": "group:0"}).content.decode()
    assert 'name="m-0.1"' in nested
    assert 'name="f-0.1.0"' in nested
    assert "广州、佛山" in nested, "what was typed stays"
    gone = manager.post("/segments/shape", {**FORM, "do": "drop:0.0"}).content.decode()
    assert "f-0.0" not in gone


def test_ins_10_the_count_and_some_people_with_why(manager: Any, place: Any) -> None:
    place.person(city="广州", name="区文浩")
    place.person(city="佛山")
    place.person(city="深圳")
    said = manager.post("/segments/live", FORM).content.decode()
    assert 'data-count="2"' in said
    assert "区文浩" in said
    assert "广州" in said
    empty = manager.post("/segments/live", {**FORM, "v-0.0": ""}).content.decode()
    assert "data-count" not in empty
    assert "填好一个条件" in empty


def test_ins_10_saved_changed_archived(manager: Any, place: Any) -> None:
    answer = manager.post("/segments/new", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/segments/S01")
    with scope(place.by):
        assert queries.one(place.by, "S01").tree.parts[0].value == ("广州", "佛山")  # type: ignore[union-attr]
    assert manager.post("/segments/S01/edit", {**FORM, "name": "大湾区"}).status_code == 302
    page = manager.get("/segments/S01").content.decode()
    assert "大湾区" in page
    assert "广州客户" in page, "what it was called before"
    assert "佛山" in manager.get("/segments/S01/edit").content.decode()
    assert manager.post("/segments/new", {**FORM, "v-0.0": ""}).status_code == 422
    assert manager.post("/segments/new", {**FORM, "name": " "}).status_code == 422
    manager.post("/segments/S01/archive")
    assert "大湾区" not in manager.get("/segments/").content.decode()
    assert "大湾区" in manager.get("/segments/?archived=1").content.decode()
    manager.post("/segments/S01/restore")
    with scope(place.by):
        assert Segment.objects.get(code="S01").archived_at is None


def test_ins_10_a_shipped_one_is_duplicated_not_changed(manager: Any) -> None:
    assert manager.get("/segments/life-new/edit").status_code == 403
    copy = manager.get("/segments/new?from=life-new").content.decode()
    assert 'value="newest_car" selected' in copy
    assert 'value="12"' in copy, "with the store's own number"


def test_ins_10_members_badges_and_filters(manager: Any, place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_shipped", {})
    today, one, other = (
        day_of(now()),
        place.person(city="广州", name="区文浩"),
        place.person(city="深圳", name="罗启明"),
    )
    actions.make(place.by, name="羊城人", subject="customer", tree=CITY, for_store=place.store.pk, at=now())
    place.count(today - timedelta(days=1))
    listed = manager.get("/segments/members/?segment=S01&state=now").content.decode()
    assert "区文浩" in listed
    assert "罗启明" not in listed
    assert "羊城人" in manager.get(f"/customers/{one.pk}").content.decode()
    assert "羊城人" not in manager.get(f"/customers/{other.pk}").content.decode()
    filtered = manager.get("/customers/?segment=S01").content.decode()
    assert "区文浩" in filtered
    assert "罗启明" not in filtered
    with scope(place.by):
        number = Membership.objects.get().pk
    assert manager.get(f"/segments/members/{number}")["Location"] == f"/customers/{one.pk}"
    assert "广州" in manager.get(f"/segments/members/{number}/sheet").content.decode()
    place.set(one, city="深圳")
    place.count(today)
    assert "区文浩" in manager.get("/segments/members/?segment=S01&state=left").content.decode()
    assert "<svg" in manager.get("/segments/S01").content.decode(), "the trend after two countings"


def test_ins_10_others_look_and_do_not_change(client_as: Any, tenants: Any) -> None:
    agent = client_as("care_agent", tenants.store)
    assert agent.get("/segments/").status_code == 200
    assert agent.get("/segments/new").status_code == 403
    assert agent.post("/segments/new", FORM).status_code == 403
    assert agent.post("/segments/count").status_code == 403
    assert client_as("technician", tenants.store).get("/segments/").status_code == 403


def test_ins_10_the_api_makes_and_refuses(api_as: Any, tenants: Any) -> None:
    manager = api_as("care_manager", tenants.store)

    def send(method: str, path: str, body: Any = None) -> Any:
        ask = getattr(manager, method)
        return ask(f"/api/v1/segments{path}", data=json.dumps(body or {}), content_type="application/json")

    made = send("post", "", {"name": "广州", "tree": CITY})
    assert (made.status_code, made.json()["code"], made.json()["tree"]) == (201, "S01", CITY)
    wrong = send("post", "", {"name": "x", "tree": {"all": [{"field": "vip", "op": "least", "value": 1}]}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "segment_value")
    changed = send("patch", "/S01", {"name": "羊城"})
    assert (changed.json()["name"], changed.json()["number"]) == ("羊城", 2)
    assert manager.get("/api/v1/segments/S01/members").json()["items"] == []
    codes = [one["code"] for one in manager.get("/api/v1/segments").json()]
    assert {"S01", "life-new", "value-high", "risk-lost"} <= set(codes)
    assert send("post", "/S01/archive").json()["archived"]
