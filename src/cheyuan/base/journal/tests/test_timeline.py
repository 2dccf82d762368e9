"""PPL-04: one timeline, newest first, paged by its place."""

from datetime import UTC, datetime, timedelta

import pytest

from cheyuan.base.journal import actions, queries, verbs
from cheyuan.base.journal.lines import Line
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_ppl_04_pages_follow_each_other_without_gap_or_repetition(tenants, actor):
    by = actor(store=tenants.store)
    lines = [Line("visit", "service", NOW - timedelta(days=one // 3), 7, facts={"n": one}) for one in range(10)]
    with scope(by):
        assert actions.timeline_many(by, lines) == 10
        read, before = [], ""
        while True:
            page = queries.timeline_of_customer(by, 7, before=before, limit=4)
            read += page.rows
            if not (before := page.before):
                break
    assert len({row.id for row in read}) == 10
    assert [row.at for row in read] == sorted((row.at for row in read), reverse=True)


def test_ppl_04_topics_narrow_it(tenants, actor):
    by = actor(store=tenants.store)
    with scope(by):
        actions.timeline(by, "visit", at=NOW, topic="service", customer_id=7, vehicle_id=8, ref=Ref("visit", 3), km=10)
        actions.timeline(by, "called", at=NOW, topic="contact", customer_id=7)
        assert [row.verb for row in queries.timeline_of_customer(by, 7, topics=["contact"]).rows] == ["called"]
        assert [row.facts for row in queries.timeline_of_vehicle(by, 8).rows] == [{"km": 10}]


def test_p9_timeline_of_a_sister_store_is_not_there(tenants, actor):
    here, there = actor(store=tenants.store), actor(store=tenants.sister)
    with scope(here):
        actions.timeline(here, "visit", at=NOW, topic="service", customer_id=7)
    with scope(there):
        assert queries.timeline_of_customer(there, 7).rows == []


def test_a_made_up_cursor_is_refused(tenants, actor):
    by = actor(store=tenants.store)
    with scope(by), pytest.raises(Refused):
        queries.timeline_of_customer(by, 7, before="yesterday")


def test_sentence_is_filled_and_never_breaks_the_page():
    verbs.register({"tests.visit": "Came for %(why)s"})
    assert verbs.sentence("tests.visit", {"why": "service"}) == "Came for service"
    assert verbs.sentence("tests.visit", {}) == "Came for %(why)s"
    assert verbs.sentence("tests.unknown", {}) == "tests.unknown"
