"""INS-10, CARE-01: a segment's page says which rules and views use it; a rule's page says when its segment was put away."""

from datetime import timedelta
from typing import Any

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import queries
from cheyuan.engage.care.actions.rules import change_rule, make_rule
from cheyuan.engage.care.queries import rules_for
from cheyuan.engage.care.segmenting import rules
from cheyuan.engage.care.tests.conftest import Place
from cheyuan.insight.segments.actions import archive, make
from cheyuan.kernel.clock import day_of, now

pytestmark = pytest.mark.django_db
TREE = {"all": [{"field": "city", "op": "is", "value": ["广州"]}]}
VALUES = {"title": "羊城回访", "anchor": "delivered_on"}


def segment(place: Place, for_store: int | None) -> str:
    """A segment of the store or (None) of the group."""
    return make(place.by, name="羊城人", subject="customer", tree=TREE, for_store=for_store, at=now()).segment.code


def rule(place: Place, code: str, days: int = 0, **more: Any) -> str:
    """A rule of the store for it, so many days from now on."""
    start = day_of(now()) + timedelta(days=days)
    values = {**VALUES, "segment": code, **more}
    return make_rule(place.by, values, for_store=place.store.pk, valid_from=start, at=now()).code


def test_ins_10_rules_for_a_segment_by_the_days_that_they_say(place: Place) -> None:
    today, code, other = day_of(now()), segment(place, place.store.pk), segment(place, place.store.pk)
    mine, later, ends = rule(place, code), rule(place, code, 3), rule(place, code)
    change_rule(place.by, ends, {"segment": ""}, valid_from=today + timedelta(days=5), at=now())
    rule(place, other)
    gone = rule(place, code, on=False)
    change_rule(place.by, gone, {"segment": other}, valid_from=today, at=now())
    with place.open():
        found = {one.code: (one.since, one.until, one.on) for one in rules_for(code, today)}
    assert found == {
        mine: (None, None, True),
        later: (today + timedelta(days=3), None, True),
        ends: (None, today + timedelta(days=5), True),
    }


def test_ins_10_the_page_names_the_rules_and_views_before_it_is_archived_or_changed(
    place: Place, client_as: Any, tenants: Any
) -> None:
    code = segment(place, place.store.pk)
    manager = client_as("care_manager", tenants.store)
    unused = manager.get(f"/segments/{code}").content.decode()
    assert 'action="/segments/S01/archive"' in unused
    assert "data-dialog-open" not in unused.split("<main")[1].split("</main>")[0]
    mine = rule(place, code, title="回访羊城")
    manager.post("/customers/list/views", {"name": "羊城的人", "query": f"segment={code}"})
    page = manager.get(f"/segments/{code}").content.decode()
    for asked in (page, manager.get(f"/segments/{code}/edit").content.decode()):
        assert f'href="/care/rules/{mine}"' in asked
        assert "回访羊城" in asked
        assert "羊城的人" in asked
    assert 'data-dialog-open="archive"' in page
    assert 'action="/segments/S01/archive"' in page, "the dialog's own form"
    told = client_as("care_manager", tenants.store)
    assert "羊城的人" not in told.get(f"/segments/{code}").content.decode(), "a view of somebody else is only counted"


def test_ins_10_a_rule_whose_segment_was_archived_says_so(place: Place, client_as: Any, tenants: Any) -> None:
    code = segment(place, place.store.pk)
    mine, manager = rule(place, code), client_as("care_manager", tenants.store)
    before = manager.get(f"/care/rules/{mine}").content.decode()
    archive(place.by, code, at=now())
    after = manager.get(f"/care/rules/{mine}").content.decode()
    said = "分群“羊城人”已归档"
    assert (said in before, said in after) == (False, True)
    assert "尚未统计" in before
    assert f'href="/segments/{code}"' in after
    assert "分群已归档" in manager.get("/care/rules").content.decode()


def test_care_01_a_new_rule_from_tomorrow_has_its_page_and_its_row_today(client_as: Any, actor: Any) -> None:
    """Its first day is still to come: nothing holds, and nobody is sent to an empty page."""
    client, tomorrow = client_as("care_manager"), day_of(now()) + timedelta(days=1)
    answer = client.post("/care/rules/new", {**VALUES, "title": "明天才开始", "when": "tomorrow"}, follow=True)
    assert answer.status_code == 200
    assert "明天起生效" in answer.content.decode()
    assert "明天才开始" in client.get("/care/rules").content.decode()
    by = actor("care_manager")
    with scope(by):
        assert [(one.on, one.begins) for one in queries.rules(by, day_of(now())) if one.own] == [(False, tomorrow)]
        assert [(one.on, one.begins) for one in queries.rules(by, tomorrow) if one.own] == [(True, None)]


def test_p9_rules_of_another_store_are_counted_not_named(place: Place, actor: Any, tenants: Any) -> None:
    code = segment(place, None)
    rule(place, code)
    sister = Place(tenants.sister)
    with scope(sister.by):
        found = rules(sister.by, code)
    assert (found.lines, found.hidden) == ([], 1)
    agent = actor("technician", tenants.store)
    with scope(agent):
        found = rules(agent, code)
    assert (found.lines, found.hidden) == ([], 1), "without the right to see rules, too"
