"""INS-30: the cockpit of each role, its filters, its walls, its questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.faces.cockpit import tiles
from cheyuan.kernel.right import ROLES, carried_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_ins_30_every_role_that_may_has_its_cockpit_and_nobody_else(client_as, fill, reckoned, role):
    fill("coverage", 9, 10)
    page = client_as(role).get("/cockpit/")
    may = "cockpit.view" in carried_by([role])
    assert page.status_code == (200 if may else 403)
    if may:
        assert {one.code for one in page.context["tiles"]} == set(tiles.ROLES[role])


def test_ins_30_a_tile_says_figure_target_change_and_leads_to_its_rows(client_as, fill, reckoned):
    fill("coverage", 90, 100, model="海悦 L5")
    page = client_as("care_manager").get("/cockpit/")
    (tile,) = [one for one in page.context["tiles"] if one.code == "coverage"]
    assert (tile.said, tile.mark, tile.counted) == ("90.0%", "over", "90 / 100")
    text = page.content.decode()
    assert f"/metrics/coverage?{page.context['rows_query']}".replace("&", "&amp;") in text
    assert tile.formula in text
    assert tile.name in page.context["sentence"]


def test_ins_30_nothing_reckoned_yet_teaches_with_one_button(client_as):
    page = client_as("general_manager").get("/cockpit/")
    assert "/cockpit/compute" in page.content.decode().split('class="empty"')[1]


def test_ins_30_as_many_questions_for_one_tile_as_for_twenty(client_as, fill, reckoned):
    client = client_as("general_manager")
    codes = [one.code for one in client.get("/cockpit/tiles").context["others"]]
    usual = list(tiles.GENERAL)

    def questions() -> int:
        client.get("/cockpit/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/cockpit/").status_code == 200
        return len(caught)

    for code in usual[1:]:
        client.post("/cockpit/tiles", {"do": f"drop:{code}"})
    one = questions()
    for code in [*usual[1:], *codes]:
        client.post("/cockpit/tiles", {"do": f"add:{code}"})
        fill(code, 1, 2, model="海悦 L5")
    assert len(client.get("/cockpit/").context["tiles"]) == tiles.MOST
    assert questions() == one


def test_ins_30_only_figures_of_ones_own_stores(client_as, fill, tenants, reckoned):
    fill("coverage", 1, 1)
    fill("coverage", 50, 100, store=tenants.sister)
    client = client_as("care_manager")
    (tile,) = [one for one in client.get("/cockpit/").context["tiles"] if one.code == "coverage"]
    assert tile.counted == "1 / 1"
    assert client.get(f"/cockpit/?store={tenants.sister.pk}").status_code == 404


def test_ins_30_a_group_sees_its_stores_beside_each_other(client_as, fill, tenants, reckoned):
    fill("coverage", 9, 10)
    fill("coverage", 5, 10, store=tenants.sister)
    page = of_all_stores(client_as).get("/cockpit/?rank=coverage")
    assert [(one.name, one.said) for one in page.context["ranked"]] == [("天河店", "90.0%"), ("越秀店", "50.0%")]


def test_ins_30_stores_stand_beside_each_other_by_a_figure_that_there_is(client_as, fill, tenants, reckoned):
    fill("booking", 9, 10)
    client = of_all_stores(client_as)
    page = client.get("/cockpit/")
    assert page.context["tiles"][0].code != page.context["ranked_by"].code == "booking"
    assert [one.name for one in page.context["ranked"]] == ["天河店"]
    none = client.get("/cockpit/?rank=csi")
    assert none.context["ranked"] == []
    assert 'name="rank"' in none.content.decode()


def of_all_stores(client_as):
    """A general manager who looks at every store at once."""
    client = client_as("general_manager", everywhere=True)
    session = client.session
    session["store"] = "all"
    session.save()
    return client


def test_ins_30_filters_stand_in_the_address_and_can_be_kept(client_as, fill, reckoned):
    fill("coverage", 9, 10, model="海悦 L5")
    client = client_as("care_manager")
    page = client.get("/cockpit/", {"model": "海悦 L5", "p": "quarter", "cmp": "year"})
    (tile,) = [one for one in page.context["tiles"] if one.code == "coverage"]
    assert tile.counted == "9 / 10"
    client.post("/cockpit/keep", {"model": "海悦 L5", "p": "quarter"})
    assert client.get("/cockpit/").context["wish"].model == "海悦 L5"
    client.post("/cockpit/keep", {"forget": "1"})
    assert client.get("/cockpit/").context["wish"].model == ""


def test_ins_30_what_does_not_follow_a_filter_says_which_and_why(client_as, fill, tenants, reckoned):
    fill("coverage", 9, 10, brand="海悦")
    fill("complaint_closing", 3, 4, kind="price")
    client = of_all_stores(client_as)
    page = client.get("/cockpit/", {"brand": "海悦", "rank": "complaint_closing"})
    shown = {one.code: one for one in page.context["tiles"]}
    assert (shown["coverage"].counted, shown["coverage"].outside) == ("9 / 10", "")
    said = shown["complaint_closing"].outside
    assert all(one in said for one in ("品牌", "部门"))
    assert page.context["ranked_outside"] == page.context["causes_outside"] == said
    assert [one.said for one in page.context["ranked"]] == ["75.0%"]
    assert page.content.decode().count(said) == 3
    assert client.get("/cockpit/?rank=complaint_closing").context["ranked_outside"] == ""


def test_ins_30_filters_in_force_are_seen_even_if_nothing_has_them(client_as, fill, reckoned):
    fill("coverage", 9, 10)
    page = client_as("care_manager").get("/cockpit/", {"brand": "无此牌", "model": "无此牌 X"})
    assert (page.context["brands"], page.context["models"]) == (["无此牌"], ["无此牌 X"])
    assert page.context["without"] not in ("", page.context["query"])
    assert page.context["without"].replace("&", "&amp;") in page.content.decode()


def test_ins_30_a_model_of_another_brand_is_left_out(client_as, fill, reckoned):
    page = client_as("care_manager").get("/cockpit/", {"brand": "Land Rover", "model": "海悦 L5"})
    assert page.context["wish"].model == ""
    page = client_as("care_manager").get("/cockpit/", {"brand": "Land Rover", "model": "Land Rover D1"})
    assert page.context["wish"].model == "Land Rover D1"


def test_ins_30_kept_filters_of_a_store_that_is_gone_do_not_close_the_cockpit(client_as, fill, reckoned, tenants):
    client = client_as("care_manager")
    client.post("/cockpit/keep", {"store": str(tenants.sister.pk), "p": "quarter"})
    page = client.get("/cockpit/")
    assert (page.status_code, page.context["wish"].store, page.context["wish"].period) == (200, None, "quarter")


ODD = ("p=x&from=zz&store=%00&cmp=9", "from=9999-01-01&to=0001-01-01&p=free", "model=%00&brand=" + "x" * 999)


@pytest.mark.parametrize("odd", ODD)
def test_ins_30_an_odd_address_is_no_crash(client_as, reckoned, odd):
    assert client_as("care_manager").get(f"/cockpit/?{odd}").status_code == 200


def test_ins_30_tiles_are_moved_taken_away_and_reset(client_as):
    client = client_as("care_manager")
    usual = list(tiles.ROLES["care_manager"])

    def shown() -> list[str]:
        return [one.code for one in client.get("/cockpit/tiles").context["shown"]]

    client.post("/cockpit/tiles", {"do": f"down:{usual[0]}"})
    assert shown()[:2] == [usual[1], usual[0]]
    client.post("/cockpit/tiles", {"do": f"drop:{usual[2]}"})
    assert usual[2] not in shown()
    client.post("/cockpit/tiles", {"do": "reset:"})
    assert shown() == usual
