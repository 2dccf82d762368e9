"""PLT-05: every default is versioned data with validity dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies import actions, queries
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import policy
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Denied, Refused

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(policy, "_specs", {})
    policy.register(
        policy.PolicySpec("tests.days", 7, "Days", unit="days", least=1, most=30),
        policy.PolicySpec("tests.on", False, "On"),
        policy.PolicySpec("tests.hours", (8, 20), "Hours"),
    )


def put(by, value, *, store=None, day=TODAY, key="tests.days"):
    return actions.set_value(by, key, value, for_store=store, valid_from=day, reason="why", at=NOW)


def test_plt_05_store_beats_group_beats_default(tenants, actor):
    by = actor("group_admin", tenants.store)
    with scope(by):
        assert queries.value("tests.days", by.store_id, TODAY) == 7
        put(by, 9)
        assert queries.value("tests.days", by.store_id, TODAY) == 9
        put(by, 11, store=by.store_id, day=TODAY - DAY)
        assert queries.value("tests.days", by.store_id, TODAY) == 11
        assert queries.value("tests.days", tenants.sister.id, TODAY) == 9
        assert queries.value("tests.days", None, TODAY) == 9


def test_plt_05_newest_day_in_force_then_newest_decision(tenants, actor):
    by = actor("group_admin", tenants.store)
    with scope(by):
        put(by, 9, day=TODAY - DAY)
        put(by, 10, day=TODAY - DAY)
        put(by, 20, day=TODAY + DAY)
        assert queries.value("tests.days", by.store_id, TODAY - DAY) == 10
        assert queries.value("tests.days", by.store_id, TODAY + DAY) == 20
        assert queries.value("tests.days", by.store_id, TODAY - 2 * DAY) == 7


def test_plt_05_reset_gives_the_decision_back(tenants, actor):
    by = actor("group_admin", tenants.store)
    with scope(by):
        put(by, 9)
        put(by, 11, store=by.store_id)
        actions.reset(by, "tests.days", for_store=by.store_id, valid_from=TODAY, reason="", at=NOW)
        assert queries.value("tests.days", by.store_id, TODAY) == 9
        actions.reset(by, "tests.days", for_store=None, valid_from=TODAY, reason="", at=NOW)
        assert queries.value("tests.days", by.store_id, TODAY) == 7
        assert len(queries.history(by, "tests.days")) == 4


def test_plt_05_many_stores_in_one_query(tenants, django_assert_num_queries):
    stores = [tenants.store.id, tenants.sister.id]
    by = system(tenants.group.id, tuple(stores))
    with scope(by):
        put(by, 11, store=stores[1])
        put(by, (9, 17), key="tests.hours")
        with django_assert_num_queries(1):
            found = queries.values_of_stores("tests.", stores, TODAY)
    assert found[stores[0]] == {"tests.days": 7, "tests.on": False, "tests.hours": (9, 17)}
    assert found[stores[1]] == {**found[stores[0]], "tests.days": 11}


def test_plt_05_one_store_equals_many(tenants):
    by = system(tenants.group.id, (tenants.store.id,))
    with scope(by):
        put(by, 3, store=tenants.store.id)
        one = queries.values("tests.", tenants.store.id, TODAY)
        assert one == queries.values_of_stores("tests.", [tenants.store.id], TODAY)[tenants.store.id]
        assert queries.values("tests.", None, TODAY)["tests.days"] == 7


@pytest.mark.parametrize(("key", "value"), [("tests.days", 31), ("tests.days", True), ("tests.on", 1), ("tests.no", 1)])
def test_plt_05_what_does_not_fit_is_refused(tenants, actor, key, value):
    with pytest.raises(Refused):
        put(actor("group_admin", tenants.store), value, key=key, store=tenants.store.id)


def test_plt_05_every_decision_is_audited(tenants, actor):
    by = actor("care_manager", tenants.store)
    with scope(by):
        put(by, 9, store=by.store_id)
        entry = AuditEntry.objects.get(verb="policy.set")
    assert (entry.facts["key"], entry.facts["value"]) == ("tests.days", 9)
    assert entry.store_id == tenants.store.id


def test_plt_05_only_who_may_decides(tenants, actor):
    with pytest.raises(Denied):
        put(actor("care_agent", tenants.store), 9, store=tenants.store.id)
    with pytest.raises(Denied):
        put(actor("care_manager", tenants.store), 9)
    with pytest.raises(Denied):
        put(actor("care_manager", tenants.store), 9, store=tenants.sister.id)


def test_p9_another_group_decides_for_itself(tenants, actor):
    put(actor("group_admin", tenants.store), 9)
    other = actor("group_admin", tenants.stranger)
    with scope(other):
        assert queries.value("tests.days", other.store_id, TODAY) == 7


versions = st.lists(st.tuples(st.sampled_from(["group", "store"]), st.integers(-3, 3), st.integers(1, 30)), max_size=8)


@given(versions)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_plt_05_the_rule_holds_for_any_history(tenants, made):
    """Against a plain reading of the rule; each example in a transaction that is given back."""
    by = system(tenants.group.id, (tenants.store.id,))
    with transaction.atomic():
        for who, day, value in made:
            put(by, value, store=tenants.store.id if who == "store" else None, day=TODAY + day * DAY)
        with scope(by):
            found = queries.value("tests.days", tenants.store.id, TODAY)
        transaction.set_rollback(True)
    past = {name: [(day, order, value) for order, (who, day, value) in enumerate(made) if who == name and day <= 0]
            for name in ("store", "group")}  # fmt: skip
    assert found == max(past["store"] or past["group"] or [(0, 0, 7)])[2]
