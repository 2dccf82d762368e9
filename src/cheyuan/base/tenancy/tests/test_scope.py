"""PLT-01, P9: a query that forgets the store fails loudly; the database is the second wall."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django_scopes import ScopeError, scopes_disabled

from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Denied

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def work(store, title="t"):
    return Work(store=store, name="n", title=title, by_name="b", created_at=NOW)


def test_plt_01_query_without_scope_raises(tenants):
    with pytest.raises(ScopeError):
        Work.objects.count()


def test_p9_rows_of_another_store_do_not_exist(tenants, actor):
    here, there = actor(store=tenants.store), actor(store=tenants.sister)
    with scope(here):
        work(tenants.store, "mine").save()
    with scope(there):
        assert list(Work.objects.all()) == []
    with scope(here):
        assert [one.title for one in Work.objects.all()] == ["mine"]


def test_p9_second_wall_holds_when_the_first_is_gone(tenants, actor):
    with scope(actor(store=tenants.store)):
        work(tenants.store).save()
    with scope(actor(store=tenants.sister)), scopes_disabled():
        assert Work._base_manager.count() == 0


def test_p9_the_application_is_bound_by_the_policy(tenants, actor):
    """Neither the table nor the role has a way around."""
    with scope(actor(store=tenants.sister)), scopes_disabled(), connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = 'jobs_work'")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_p9_cannot_write_into_another_store(tenants, actor):
    with pytest.raises(ProgrammingError, match="row-level security"), scope(actor(store=tenants.store)):
        work(tenants.sister).save()


def test_nested_scope_gives_the_outer_one_back(tenants, actor):
    with scope(actor(store=tenants.store)):
        work(tenants.store).save()
        with scope(actor(store=tenants.sister)):
            assert Work.objects.count() == 0
        assert Work.objects.count() == 1


def test_setting_ends_with_the_transaction(tenants, actor):
    with transaction.atomic(), scope(actor(store=tenants.store)):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.stores', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_action_asks_for_its_right(tenants, actor):
    @action("nobody.has.this")
    def do(by):
        raise AssertionError("must not run")

    with pytest.raises(Denied):
        do(actor("care_agent"))
