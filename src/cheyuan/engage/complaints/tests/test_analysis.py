"""CARE-33: the week's causes by their number, trend, departments, people; improvements with owner and day, done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import actions
from cheyuan.engage.complaints.models import Improvement
from cheyuan.engage.complaints.queries.analysis import analysis, improvements, pareto
from cheyuan.engage.complaints.tests.conftest import MONDAY, NINE, do, house
from cheyuan.kernel.errors import Denied, Missing, Refused

counts = st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 500), min_size=1).map(lambda d: list(d.items()))


@given(counts)
def test_care_33_pareto_descends_and_ends_at_all(rows):
    found = pareto(rows)
    assert sorted(one.count for one in found) == [one.count for one in found][::-1]
    assert found[-1].together == 1
    assert [one.together for one in found] == sorted(one.together for one in found)
    assert sum(one.count for one in found) == sum(number for _kind, number in rows)


@pytest.fixture
def week(taken, boss, person):
    """A week with six complaints, one of them withdrawn, and one of the week before."""
    about = person()
    for kind, department in (("waiting", "service"), ("waiting", "service"), ("waiting", "care"), ("price", "sales")):
        taken(about=about, kind=kind, department=department)
    gone = taken(about=about, kind="parts", department="parts")
    actions.withdraw(boss, gone.pk, "登记重复", at=NINE)
    taken(NINE - timedelta(days=3), about=about, kind="price", department="sales")
    late = taken(about=about, kind="attitude", department="sales")
    do(boss, late, "assign", NINE)
    actions.answer(boss, late.pk, "抱歉", at=NINE + timedelta(hours=3))
    return late


@pytest.mark.django_db
def test_care_33_causes_trend_departments_and_people(week, boss):
    with scope(boss):
        found = analysis(boss, MONDAY)
    assert (found.count, found.before) == (5, 1)
    assert [(one.kind, one.count) for one in found.causes] == [("waiting", 3), ("attitude", 1), ("price", 1)]
    assert found.causes[0].together == pytest.approx(0.6)
    assert [one.received for one in found.weeks][-2:] == [1, 5]
    assert len(found.weeks) == 12
    parts = {one.key: (one.count, one.kept, one.ended) for one in found.departments}
    assert parts == {"service": (2, 0, 0), "sales": (2, 0, 1), "care": (1, 0, 0)}
    assert {one.key: one.count for one in found.people} == {None: 4, "周敏": 1}


@pytest.mark.django_db
def test_care_33_the_page_shows_figures_as_picture_and_table_and_prints(week, client_as):
    page = client_as("general_manager").get(reverse("complaints:analysis"), {"week": "2026-11-18"}).content.decode()
    for there in ('data-chart="pareto"', 'id="pareto"', "data-print", "等待时间", "60%", "周敏"):
        assert there in page
    for wrong in ("x", "9999-12-31", "0001-01-01", ""):
        assert client_as("general_manager").get(reverse("complaints:analysis"), {"week": wrong}).status_code == 200
    assert client_as("care_agent").get(reverse("complaints:analysis")).status_code == 403


@pytest.mark.django_db
def test_care_33_improvements_have_an_owner_and_a_day_and_are_done(boss, actor, tenants):
    owner, other = actor("service_advisor"), actor("sales_consultant")
    given_ = {"kind": "waiting", "owner_id": owner.account_id, "due_on": MONDAY + timedelta(days=9), "week": MONDAY}
    row = actions.improve(boss, boss.store_id, "预约时段加一个工位", **given_, at=NINE)
    for change, code in (
        ({"what": " "}, "improvement_what"), ({"week": MONDAY + timedelta(days=1)}, "improvement_week"),
        ({"kind": "x"}, "complaint_kind"), ({"owner_id": 0}, "complaint_assignee"),
    ):  # fmt: skip
        asked = {"what": "x", **given_, **change}
        with pytest.raises(Refused, match=code):
            actions.improve(boss, boss.store_id, asked.pop("what"), **asked, at=NINE)
    with pytest.raises(Denied):
        actions.improve(owner, boss.store_id, "x", **given_, at=NINE)
    with pytest.raises(Missing):
        actions.finish(other, row.pk, at=NINE)
    assert actions.finish(owner, row.pk, at=NINE + timedelta(days=8)).done_by_name == owner.name
    with scope(boss):
        assert improvements(boss, MONDAY + timedelta(days=7)) == [row]
        assert improvements(boss, MONDAY + timedelta(days=14)) == []
    assert actions.finish(boss, row.pk, done=False, at=NINE).done_at is None


@pytest.mark.django_db
def test_care_33_decided_on_the_page(client_as, tenants):
    client = client_as("care_manager")
    address = f"{reverse('complaints:analysis')}?week=2026-11-16"
    given_ = {"what": "等待超过 20 分钟主动说明", "kind": "waiting", "due_on": "2026-11-30"}
    assert client.post(address, given_).status_code == 422
    assert client.post(address, {**given_, "owner_id": client.account.pk}).status_code == 302
    with scope(house(tenants.store)):
        row = Improvement.objects.get()
    assert "等待超过 20 分钟主动说明" in client.get(address).content.decode()
    assert client.post(reverse("complaints:finish", args=[row.pk])).status_code == 302
    assert "测试员" in client.get(address).content.decode()
