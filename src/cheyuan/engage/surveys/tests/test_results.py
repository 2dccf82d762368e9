"""CARE-20: CSI and NPS by month, store, advisor and question; each figure opens to its answers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys.queries.results import Wish, results
from cheyuan.engage.surveys.sheet import SCALES, Item, figures, net_promoters
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied

WEEK = timedelta(days=7)


def wish(**more):
    today = day_of(now())
    return Wish(**{"since": today - timedelta(days=60), "until": today, **more})


@pytest.mark.django_db
def test_care_20_csi_and_nps_of_a_time(answered, boss, person, member):
    seller = member("sales_consultant", name="李想")
    for score, days in ((10, 0), (9, 1), (8, 2), (3, 40)):
        about = person(name=f"客户{score}", consultant_id=seller.pk if score > 8 else None)
        answered(score, at=now() - timedelta(days=days), about=about)
    with scope(boss):
        found = results(boss, wish())
        assert (found.whole.count, found.whole.csi, found.whole.low) == (4, 750, 1)
        assert found.whole.nps == 25, "two promoters, one detractor of four"
        assert [(one.label, one.count, one.csi, one.nps) for one in found.advisors] == [("李想", 2, 950, 100)]
        assert sum(one.count for one in found.months) == 4
        assert len(found.months) >= 2
        assert found.share == 1.0
        near = results(boss, wish(since=day_of(now()) - WEEK))
        assert (near.whole.count, near.whole.csi) == (3, 900)


@pytest.mark.django_db
def test_care_20_question_by_question(answered, boss, person):
    for score in (10, 7):
        row = answered(score, about=person(name=f"客户{score}"))
    with scope(boss):
        found = {one.label: one for one in results(boss, wish(survey_id=row.survey_id)).questions}
    assert found["销售顾问的态度？"].mean == 8.5
    assert found["销售顾问的态度？"].count == 2


@pytest.mark.django_db
def test_care_20_the_page_and_its_drill_down(client_as, answered, boss):
    row = answered(5)
    client = client_as("care_manager")
    page = client.get("/surveys/").content.decode()
    assert "data-chart" in page
    listed = client.get("/surveys/answers/?tab=all&low=1").content.decode()
    assert f"/surveys/answers/{row.pk}" in listed
    one = client.get(f"/surveys/answers/{row.pk}").content.decode()
    assert f"/complaints/{row.complaint_id}" in one
    back = client.get(f"/complaints/{row.complaint_id}").content.decode()
    assert f"/surveys/answers/{row.pk}" in back
    for odd in ("since=1", "until=9999-99-99", "survey=abc", "survey=999999999999", "since=0001-01-01"):
        assert client.get(f"/surveys/?{odd}").status_code == 200


@pytest.mark.django_db
def test_care_20_results_are_for_leaders_and_of_one_store(actor, client_as, answered, tenants, boss):
    answered(9)
    with pytest.raises(Denied), scope(by := actor("service_advisor")):
        results(by, wish())
    assert client_as("service_advisor").get("/surveys/").url == "/surveys/answers/"
    sister = actor("general_manager", tenants.sister)
    with scope(sister):
        assert results(sister, wish()).whole.count == 0


@pytest.mark.django_db
def test_care_20_nobody_has_answered(client_as, boss):
    assert "data-chart" not in client_as("care_manager").get("/surveys/").content.decode()


ITEMS = [Item("a", "score", {}), Item("b", "score0", {}), Item("c", "nps", {}), Item("d", "text", {})]
VALUES = some.fixed_dictionaries(
    {}, optional={one.key: some.sampled_from(SCALES[one.kind]) for one in ITEMS if one.kind in SCALES}
)


@given(VALUES)
def test_care_20_figures_stay_on_their_scale(values):
    found = figures(ITEMS, values)
    assert found.csi is None or 0 <= found.csi <= 1000
    assert (found.csi is None) == (not {"a", "b"} & values.keys())
    assert found.lowest == min(values.values(), default=None)
    assert found.nps == values.get("c")


@given(some.integers(0, 500), some.integers(0, 500), some.integers(0, 500))
def test_care_20_nps_is_between_minus_and_plus_hundred(promoters, passives, detractors):
    count = promoters + passives + detractors
    found = net_promoters(promoters, detractors, count)
    assert (found is None) == (count == 0)
    assert found is None or -100 <= found <= 100
