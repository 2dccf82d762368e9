"""INS-30: the cockpit on paper and over the API: the same figures, filters and walls as on the page."""

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.cockpit import drawing, overview, reading, tiles
from cheyuan.faces.cockpit.wish import wish_of
from cheyuan.kernel.right import ROLES, carried_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_ins_30_the_paper_and_the_api_are_for_whom_the_page_is(client_as, api_as, fill, reckoned, role):
    may = "cockpit.view" in carried_by([role])
    answer = api_as(role).get("/api/v1/cockpit")
    assert answer.status_code == (200 if may else 403)
    if may:
        assert [one["code"] for one in answer.json()["tiles"]] == list(tiles.ROLES[role])
    else:
        assert client_as(role).get("/cockpit/pdf").status_code == 403


def test_ins_30_the_same_figures_give_the_same_paper(client_as, fill, reckoned):
    fill("coverage", 9, 10, brand="海悦")
    client = client_as("care_manager")
    first, second = (client.get("/cockpit/pdf?brand=海悦&p=quarter").content for _twice in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_ins_30_the_paper_says_filters_and_what_does_not_follow_them(actor, tenants, fill, reckoned):
    from_page = wish_of({"brand": "海悦", "p": "quarter"})
    fill("coverage", 90, 100, brand="海悦")
    fill("complaint_closing", 3, 4, kind="price")
    by = actor("care_manager")
    with scope(by):
        found = reading.read(by, from_page, None)
        drawn = drawing.drawn(by, from_page, found, "")
        text = overview.source(from_page, found, drawn, where="天河店", as_of=None)
    (closing,) = [one for one in found.tiles if one.code == "complaint_closing"]
    for said in ("天河店", "海悦", "90.0%", closing.outside, str(closing.formula)):
        assert said in text
    assert text.count(closing.outside) == 2


def test_ins_30_the_api_answers_what_the_page_shows_and_leads_to_its_rows(client_as, api_as, fill, reckoned):
    fill("coverage", 90, 100, brand="海悦")
    asked = "period=month&brand=海悦"
    found = api_as("care_manager").get(f"/api/v1/cockpit?{asked}").json()
    page = client_as("care_manager").get("/cockpit/?p=month&brand=海悦")
    assert [one["said"] for one in found["tiles"]] == [one.said for one in page.context["tiles"]]
    assert found["as_of"]
    known = {one["code"]: one for one in found["tiles"]}
    tile = known["coverage"]
    assert (tile["num"], tile["den"], tile["figure"], tile["mark"]) == (90, 100, 0.9, "over")
    assert known["complaint_closing"]["outside"]
    assert known["complaint_closing"]["figure"] is None
    client = api_as("care_manager")
    for one in found["tiles"]:
        for address in (one["rows"], one["course"]):
            assert client.get(address).status_code == 200, address


def test_ins_30_the_api_keeps_to_ones_own_stores(api_as, fill, tenants, reckoned):
    fill("coverage", 50, 100, store=tenants.sister)
    client = api_as("care_manager")
    assert client.get(f"/api/v1/cockpit?store_id={tenants.sister.pk}").status_code == 404
    (tile,) = [one for one in client.get("/api/v1/cockpit").json()["tiles"] if one["code"] == "coverage"]
    assert tile["den"] == 0
    assert client.get("/api/v1/cockpit?period=never").status_code == 422


def test_p9_the_paper_of_a_store_is_the_same_whatever_its_sister_does(client_as, fill, reckoned, tenants):
    fill("coverage", 9, 10)
    client = client_as("general_manager", tenants.store)
    before = client.get("/cockpit/pdf").content
    fill("coverage", 1, 10, store=tenants.sister)
    assert client.get("/cockpit/pdf").content == before
    fill("complaint_closing", 1, 10)
    assert client.get("/cockpit/pdf").content != before, "control: an own figure changes it"
