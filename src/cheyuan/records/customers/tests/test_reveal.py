"""P11, PPL-09: nobody walks off with the customer list; each look is counted, over all stores and at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies.models import PolicyVersion
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import clock, policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.kernel.right import carried_by
from cheyuan.records.customers import actions, queries
from cheyuan.records.customers.models import Reveal
from cheyuan.site.testing.threads import at_once

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
LIMIT = 3


def limit(by, value=LIMIT):
    """The policy of the whole group."""
    with scope(by):
        PolicyVersion.objects.create(
            group_id=by.group_id, key="customers.reveals_per_day", value=value, valid_from="2020-01-01", at=NOW
        )


def looks(by, one, times, at=NOW):
    """How many looks were let through."""
    seen, codes = 0, set()
    for _ in range(times):
        try:
            assert actions.reveal(by, one.pk, "phone", at=at) == "13812345678"
            seen += 1
        except Refused as refused:
            codes.add(refused.code)
    assert codes <= {"reveal_limit"}
    return seen


@pytest.mark.django_db
def test_p11_the_limit_holds_and_every_look_is_audited(actor, customer):
    by = actor("care_agent")
    limit(by)
    one = customer(by, phone="13812345678")
    assert looks(by, one, LIMIT + 2) == LIMIT
    assert looks(by, one, 1, NOW + timedelta(days=1)) == 1, "the next day counts anew"
    with scope(by):
        assert AuditEntry.objects.filter(verb="customer.revealed").count() == Reveal.objects.count() == LIMIT + 1
        assert "1381" not in str(AuditEntry.objects.filter(verb="customer.revealed").values_list("facts", flat=True))


@pytest.mark.django_db
def test_p11_two_stores_share_one_count(actor, customer, tenants, monkeypatch):
    here = actor("care_agent")
    limit(here)
    there = Actor(
        kind="staff", name=here.name, group_id=here.group_id, store_ids=(tenants.sister.id,), store_id=tenants.sister.id,
        account_id=here.account_id, roles=here.roles, rights=carried_by(["care_agent"]),
    )  # fmt: skip
    one, other = customer(here, phone="13812345678"), customer(there, phone="13812345678")
    assert looks(here, one, 2) + looks(there, other, LIMIT) == LIMIT

    def blind_to_other_stores(by, most, at):
        return max(0, most - Reveal.objects.filter(account_id=by.account_id).count())

    monkeypatch.setattr(queries, "reveals_left", blind_to_other_stores)
    assert looks(there, other, LIMIT) > 0, "control: a count that sees only its own store lets more through"


@pytest.mark.django_db
def test_ppl_09_only_sealed_fields_and_only_with_the_right(actor, customer):
    by, desk = actor("care_agent"), actor("marketing")
    one = customer(by, phone="13812345678", wechat="wx1")
    assert actions.reveal(by, one.pk, "wechat", at=NOW) == "wx1"
    with pytest.raises(Refused, match="field_unknown"):
        actions.reveal(by, one.pk, "name", at=NOW)
    with pytest.raises(Denied):
        actions.reveal(desk, one.pk, "phone", at=NOW)


def let_through(by, one, people=8):
    """How many of so many simultaneous looks are let through."""
    return sum(at_once(*(lambda: looks(by, one, 1) for _ in range(people))))


@pytest.mark.django_db(transaction=True)
def test_p11_looks_at_the_same_moment_do_not_slip_through(actor, customer):
    by = actor("care_agent")
    limit(by, 1)
    assert let_through(by, customer(by, phone="13812345678")) == 1


@pytest.mark.django_db(transaction=True)
def test_p11_control_without_the_lock_they_do(actor, customer, monkeypatch):
    """Guard removed: the same count without its lock lets several through (tried until it does)."""
    by = actor("care_agent")
    limit(by, 1)

    def unlocked(who, most, at):
        with connection.cursor() as cursor:
            cursor.execute("SELECT customers_reveals_since(%s, %s)", [who.account_id, at - timedelta(days=1)])
            left = most - cursor.fetchone()[0]
            cursor.execute("SELECT pg_sleep(0.05)")
            return max(0, left)

    monkeypatch.setattr(queries, "reveals_left", unlocked)
    assert max(let_through(by, customer(by, phone="13812345678")) for _ in range(3)) > 1


def alert_at(by, looks):
    with scope(by):
        PolicyVersion.objects.create(
            group_id=by.group_id, key="customers.reveal_alert", value=looks, valid_from="2020-01-01", at=NOW
        )


@pytest.mark.django_db
def test_p11_many_looks_alert_the_manager_at_once_and_nobody_else(actor, customer, client_as, tenants):
    by, moment = actor("care_agent"), clock.now()
    alert_at(by, 2)
    one = customer(by, phone="13812345678")
    boss, agent, next_door = (
        client_as("care_manager"),
        client_as("care_agent"),
        client_as("care_manager", tenants.sister),
    )
    looks(by, one, 1, moment)
    assert 'class="redbar"' not in boss.get("/").text
    looks(by, one, 3, moment)
    assert f"{by.name} 今天查看打码信息已达 2 次以上" in boss.get("/").text
    for other in (agent, next_door):
        assert "查看打码信息已达" not in other.get("/").text
    with scope(by):
        assert AuditEntry.objects.filter(verb="customer.reveal_alert").count() == 1


@pytest.mark.django_db
def test_p11_two_hundred_looks_a_day_is_the_end_whatever_anybody_sets(actor, customer):
    """The full figure, and a policy above it is refused."""
    by = actor("care_agent")
    one = customer(by, phone="13812345678")
    with pytest.raises(Refused, match="policy_value"):
        policy.spec("customers.reveals_per_day").check(201)
    assert looks(by, one, 205) == 200


@pytest.mark.django_db
def test_p11_control_without_the_count_the_list_walks_off(actor, customer, monkeypatch):
    """Guard removed: nobody counts, so nothing ends at two hundred."""
    by = actor("care_agent")
    one = customer(by, phone="13812345678")
    monkeypatch.setattr(queries, "reveals_left", lambda who, most, at: most)
    assert looks(by, one, 205) == 205
