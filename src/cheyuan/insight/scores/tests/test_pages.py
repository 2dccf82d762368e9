"""SAL-10, INS-11: candidates as list, page and sheet, how well values do, list prices, signs on the customer's page, the API."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from cheyuan.insight.scores import actions
from cheyuan.insight.scores.tests.conftest import Place
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 22)
JSON: dict[str, Any] = {"content_type": "application/json"}
TESTED = {
    "from": "2025-11-22", "customers": 3, "expected": 6.5, "made": 7, "error": 0.51, "plain_error": 0.83,
    "bins": [{"count": 1, "expected": 0.25, "made": 0}, {"count": 2, "expected": 3.1, "made": 3.5}],
}  # fmt: skip


def said(client: Client, address: str, language: str = "zh-hans") -> str:
    client.post("/language", {"language": language})
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def seller(client_as: Any, tenants: Any) -> Client:
    found: Client = client_as("sales_consultant", tenants.store)
    return found


@pytest.fixture
def manager(client_as: Any, tenants: Any) -> Client:
    found: Client = client_as("sales_manager", tenants.store)
    return found


@pytest.fixture
def scored(place: Place) -> Any:
    """A candidate with 80 points, and another car with 30."""
    car = place.car(date(2020, 1, 10), place.owner(name="区文浩"), odometer_km=130_000)
    place.car(date(2021, 1, 10), place.owner(name="罗启明"))
    actions.note_sign(place.by, car.owner_id, "valuation", seen_on=DAY, at=moment(DAY, 9))
    place.night(DAY)
    return place.rows("TradeIn", candidate=True)[0]


def fit(place: Place, **more: Any) -> None:
    known = {"method": "model", "as_of": DAY, "at": moment(DAY, 3), "customers": 412, "repeating": 300, **more}
    with place.open():
        apps.get_model("scores", "Fit").objects.create(store_id=place.store.pk, **known)


def test_sal_10_the_list_begins_with_candidates_for_sellers(seller: Client, client_as: Any, scored: Any) -> None:
    page = said(seller, "/scores/")
    assert "区文浩" in page
    assert "罗启明" not in page
    everybody = said(client_as("care_manager"), "/scores/?score_from=1")
    assert "罗启明" in everybody
    assert "置换候选" in page
    assert "Trade-in candidates" in said(seller, "/scores/", "en")
    assert "区文浩" in said(seller, "/scores/?sign=valuation")
    assert "区文浩" not in said(seller, "/scores/?score_to=79")


def test_sal_10_the_page_says_why(seller: Client, scored: Any) -> None:
    page, sheet = said(seller, f"/scores/{scored.pk}"), said(seller, f"/scores/{scored.pk}/sheet")
    for text in ("<b>80</b>", "130,000", "+30", "+25", "区文浩", f"/customers/{scored.customer_id}"):
        assert text in page
        assert text in sheet
    english = said(seller, f"/scores/{scored.pk}", "en")
    assert "The car is 6 years old." in english
    assert "A valuation was asked for on 2026-11-22." in english


def test_sal_10_rights_and_walls(client_as: Any, tenants: Any, scored: Any) -> None:
    for there in (client_as("general_manager", tenants.sister), client_as("general_manager", tenants.stranger)):
        assert "区文浩" not in said(there, "/scores/?score_from=1")
        assert {there.get(f"/scores/{scored.pk}{part}").status_code for part in ("", "/sheet")} == {404}
        assert there.post(f"/scores/signs/of/{scored.customer_id}", {"kind": "family"}).status_code == 404
    technician, seller = client_as("technician"), client_as("sales_consultant")
    assert {technician.get(path).status_code for path in ("/scores/", f"/scores/{scored.pk}")} == {403}
    assert {seller.get(f"/scores/{path}").status_code for path in ("calibration", "prices")} == {403}
    assert {seller.post(f"/scores/{path}").status_code for path in ("reckon", "prices", "prices/take")} == {403}


def test_ins_11_calibration_with_a_model(manager: Client, place: Place) -> None:
    assert "data-chart" not in said(manager, "/scores/calibration")
    fit(place, parameters={"r": 0.24, "alpha": 4.41}, tested=TESTED)
    page = said(manager, "/scores/calibration")
    assert "价值模型检验" in page
    for text in ('data-chart="bins"', "0.51", "0.83", "412", "alpha 4.41", "3.10"):
        assert text in page
    english = said(manager, "/scores/calibration", "en")
    assert "Visits that came" in english
    assert "plain rules" not in english


def test_ins_11_calibration_with_rules_says_so(manager: Client, place: Place) -> None:
    place.visit(place.car(date(2024, 1, 10)), date(2024, 7, 1), 50_000)
    place.night(DAY)
    page = said(manager, "/scores/calibration")
    assert "简单规则" in page
    assert "data-chart" not in page
    assert "too little for a model" in said(manager, "/scores/calibration", "en")


def test_sal_10_list_prices_are_typed_and_removed(manager: Client, client_as: Any, tenants: Any, place: Place) -> None:
    typed = {"brand": "海悦", "model": "L5", "trim": "尊享", "yuan": "199,800"}
    assert manager.post("/scores/prices", typed)["Location"] == "/scores/prices"
    manager.post("/scores/prices", {**typed, "yuan": "189,800.50"})
    row = place.rows("ListPrice")[0]
    assert (row.price_fen, row.source) == (18_980_050, "typed")
    assert "尊享" in said(manager, "/scores/prices")
    assert "List prices" in said(manager, "/scores/prices", "en")
    for wrong in ({"yuan": "cheap"}, {"yuan": "0"}, {"brand": ""}):
        assert manager.post("/scores/prices", {**typed, **wrong}).status_code == 422
    assert client_as("general_manager", tenants.sister).post(f"/scores/prices/{row.pk}/remove").status_code == 404
    assert len(place.rows("ListPrice")) == 1
    manager.post(f"/scores/prices/{row.pk}/remove")
    assert place.rows("ListPrice") == []


def imported(place: Place, state: str, *rows: dict[str, Any]) -> None:
    """A catalogue that was imported, or is not yet, or no longer."""
    batches, later = apps.get_model("intake", "Batch").objects, apps.get_model("intake", "Later").objects
    with place.open():
        batch = batches.create(
            store_id=place.store.pk, title="t", as_of=DAY, state=state, by_name="t", created_at=now()
        )
        for number, values in enumerate(rows):
            later.create(store_id=place.store.pk, batch=batch, sheet="catalogue", row=number, values=values)


def test_sal_10_imported_catalogues_are_taken_over(manager: Client, place: Place) -> None:
    blue = {"brand": "海悦", "model": "S9", "trim": "旗舰", "price_fen": 25_900_000}
    imported(
        place,
        "done",
        blue,
        {**blue, "price_fen": 26_400_000},
        {**blue, "model": ""},
        {**blue, "trim": "x", "price_fen": 0},
    )
    imported(place, "undone", {**blue, "model": "S3"})
    for _twice in range(2):
        assert manager.post("/scores/prices/take").status_code == 302
        found = [(row.model, row.trim, row.price_fen, row.source) for row in place.rows("ListPrice")]
        assert found == [("S9", "旗舰", 26_400_000, "catalogue")]


def test_sal_10_a_sign_is_noted_and_taken_back_on_the_customers_page(seller: Client, place: Place) -> None:
    car = place.car(date(2022, 1, 10))
    page, add = f"/customers/{car.owner_id}", f"/scores/signs/of/{car.owner_id}"
    assert seller.post(add, {"kind": "family", "note": "二胎"})["Location"] == page
    sign = place.rows("Sign")[0]
    assert (sign.kind, sign.seen_on, sign.vehicle_id) == ("family", day_of(now()), None)
    assert f"/scores/signs/{sign.pk}/undo" in said(seller, page)
    assert "二胎" in said(seller, page)
    late = (day_of(now()) + timedelta(days=1)).isoformat()
    for wrong in ({"kind": "lottery"}, {"kind": "family", "seen_on": late}, {"kind": "family", "seen_on": "x"}):
        assert seller.post(add, wrong).status_code == 422
    assert seller.post(f"/scores/signs/{sign.pk}/undo")["Location"] == page
    assert seller.post(f"/scores/signs/{sign.pk}/undo").status_code == 409
    assert f"/scores/signs/{sign.pk}/undo" not in said(seller, page)


def test_ins_11_the_customers_page_shows_value_and_score(
    seller: Client, client_as: Any, place: Place, scored: Any
) -> None:
    page = said(seller, f"/customers/{scored.customer_id}")
    assert f"/scores/{scored.pk}" in page
    assert "流失概率" in page
    assert "Value and next visit" in said(seller, f"/customers/{scored.customer_id}", "en")
    receptionist = client_as("front_desk")
    assert f"/scores/{scored.pk}" not in said(receptionist, f"/customers/{scored.customer_id}")


def test_ins_11_sal_10_the_api_reads_scores_and_notes_signs(
    api_as: Any, tenants: Any, place: Place, scored: Any
) -> None:
    here, there = api_as("sales_consultant"), api_as("general_manager", tenants.sister)
    found = here.get("/api/v1/scores/trade-in?candidate=true").json()["items"]
    assert [(one["id"], one["score"], one["reasons"][0]["code"]) for one in found] == [(scored.pk, 80, "age")]
    assert len(here.get("/api/v1/scores/trade-in?least=31").json()["items"]) == 1
    assert here.get("/api/v1/scores/trade-in?least=101").status_code == 422
    value = f"/api/v1/scores/values/{scored.customer_id}"
    assert (here.get(value).json()["customer_id"], there.get(value).status_code) == (scored.customer_id, 404)
    assert there.get("/api/v1/scores/trade-in").json()["items"] == []
    body = {"customer_id": scored.customer_id, "kind": "looked", "vehicle_id": scored.vehicle_id}
    assert here.post("/api/v1/scores/signs", body, **JSON).json()["seen_on"] == day_of(now()).isoformat()
    assert here.post("/api/v1/scores/signs", {**body, "kind": "x"}, **JSON).status_code == 422
    assert there.post("/api/v1/scores/signs", body, **JSON).status_code == 404
    assert [one["kind"] for one in here.get("/api/v1/scores/signs").json()["items"]] == ["valuation", "looked"]
    assert api_as("technician").get("/api/v1/scores/trade-in").status_code == 403


def test_sal_10_a_wrong_day_of_a_sign_is_said_in_place_and_nothing_typed_is_lost(seller: Client, place: Place) -> None:
    address, by_script = f"/scores/signs/of/{place.owner().pk}", {"HX-Request": "true"}
    wrong = seller.post(address, {"kind": "looked", "seen_on": "2019-01-01"}, headers=by_script)
    assert (wrong.status_code, wrong["HX-Reswap"]) == (422, "none")
    right = seller.post(address, {"kind": "looked", "seen_on": day_of(now()).isoformat()}, headers=by_script)
    assert right["HX-Redirect"].startswith("/customers/")
    assert len(place.rows("Sign")) == 1


@pytest.mark.parametrize(
    ("around", "word"), [((-40, -20, -5), "应到未到"), ((-30, -3, 20), "近日就该进店"), ((5, 20, 40), "")]
)
def test_ins_11_the_next_visit_never_lies_in_the_past(seller: Client, place: Place, around: Any, word: str) -> None:
    car = place.car(date(2024, 1, 10), place.owner(name="梁思齐"))
    place.night(DAY)
    since, on, until = (today(days) for days in around)
    with place.open():
        value = apps.get_model("scores", "Value").objects.filter(customer_id=car.owner_id)
        assert value.update(next_from=since, next_on=on, next_until=until) == 1
    page = said(seller, f"/customers/{car.owner_id}")
    assert [one for one in ("应到未到", "近日就该进店") if one in page] == ([word] if word else [])
