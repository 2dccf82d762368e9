"""P9: a question written in SQL is guarded like any other."""

from datetime import UTC, datetime

import pytest
from django_scopes import ScopeError, scopes_disabled

from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy import asked
from cheyuan.base.tenancy.scope import scope

ALL = "SELECT title FROM jobs_work"


def test_p9_a_question_without_scope_raises(tenants):
    with pytest.raises(ScopeError):
        asked.rows(ALL)
    with pytest.raises(ScopeError):
        asked.records(Work, "")


def test_p9_it_sees_the_rows_of_the_scope_only(tenants, actor):
    made = {"name": "n", "by_name": "b", "args": {"a": [1]}, "created_at": datetime(2026, 11, 21, 9, tzinfo=UTC)}
    for store in (tenants.store, tenants.sister):
        with scope(actor(store=store)):
            Work(store=store, title=store.code, **made).save()
    with scope(actor(store=tenants.store)):
        assert asked.rows(ALL) == [(tenants.store.code,)]
        assert [(one.title, one.args) for one in asked.records(Work, "ORDER BY t.id")] == [
            (tenants.store.code, {"a": [1]})
        ]


def test_p9_the_second_wall_holds_when_the_first_is_gone(tenants, actor):
    with scope(actor(store=tenants.sister)):
        Work(store=tenants.sister, title="x", name="n", by_name="b", created_at=datetime.now(UTC)).save()
    with scopes_disabled():
        assert asked.rows(ALL) == []


def test_p9_records_bring_their_relations_along_unless_these_are_not_there(tenants, actor):
    made = {"name": "n", "by_name": "b", "created_at": datetime(2026, 11, 21, 9, tzinfo=UTC)}
    with scope(actor(store=tenants.store)):
        Work(store=tenants.store, title="x", **made).save()
        (one,) = asked.records(Work, "ORDER BY t.id", along=("store",))
        assert one._state.fields_cache["store"].code == tenants.store.code
        assert one.store == tenants.store


def test_p9_a_seldom_question_is_guarded_and_given_up_in_time(tenants, actor):
    with pytest.raises(ScopeError):
        asked.seldom(ALL, seconds=1)
    settings = "SELECT current_setting('enable_nestloop'), current_setting('statement_timeout')"
    with scope(actor(store=tenants.store)):
        usual = asked.rows(settings)
        assert asked.seldom(settings, seconds=2) == [("off", "2s")]
        assert asked.rows(settings) == usual
        with pytest.raises(asked.Slow):
            asked.seldom("SELECT pg_sleep(30)", seconds=0.05)
        assert asked.rows(settings) == usual
        assert asked.rows(ALL) == []
