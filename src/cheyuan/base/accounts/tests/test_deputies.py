"""PLT-02: temporary deputies have the rights of whom they stand in for, on those days, under both names."""

from datetime import date

import pytest

from cheyuan.base.accounts import actions, totp
from cheyuan.base.accounts.actors import actor_in, actor_of, standing_of
from cheyuan.base.accounts.entering import entry
from cheyuan.base.accounts.models import Absence, Membership, SecondFactor, StaffSession, Token
from cheyuan.base.accounts.queries import duties, must_have_second_factor
from cheyuan.base.accounts.sessions import LONGEST
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.right import carried_by
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(member):
    return actor_of(member("general_manager"))


@pytest.fixture
def admin(member):
    return actor_of(member("group_admin", everywhere=True), every=True)


def with_factor(account):
    SecondFactor.objects.create(account=account, secret="x" * 32, confirmed_at=now())
    return account


def away(by, person, deputy):
    return actions.add_absence(by, person.pk, today(), today(1), deputy.pk, at=now())


def test_plt_02_a_deputy_has_the_rights_of_the_absent_on_those_days_only(head, member):
    advisor, agent = member("service_advisor"), member("care_agent")
    away(head, advisor, agent)
    held = actor_in(standing_of(agent, today()), None)
    assert held.rights == carried_by(["care_agent", "service_advisor"])
    assert held.stands_for == ((advisor.pk, advisor.name),)
    for day in (today(-1), today(2)):
        alone = actor_in(standing_of(agent, day), None)
        assert (alone.rights, alone.stands_for) == (carried_by(["care_agent"]), ())


def test_plt_02_control_without_a_deputy_named_or_lent_posts_nothing_is_gained(head, member):
    advisor, agent = member("service_advisor"), member("care_agent")
    actions.add_absence(head, advisor.pk, today(), today(1), at=now())
    Absence.objects.create(account=advisor, since=today(), until=today(1), deputy=agent)
    assert actor_of(agent).rights == carried_by(["care_agent"])


def test_plt_02_the_page_session_asks_the_same_in_its_one_question(head, member, client_as, django_assert_num_queries):
    advisor, client = member("service_advisor"), client_as("care_agent")
    away(head, advisor, client.account)
    session = StaffSession.objects.get(account=client.account)
    with django_assert_num_queries(1):
        entered = entry(session.session_key, now(), LONGEST)
    assert entered.standing.posts == standing_of(client.account).posts
    assert len(entered.standing.posts) == 2


def test_plt_02_nothing_is_lent_when_the_absent_leave_or_return(head, member):
    advisor, agent = member("service_advisor"), member("care_agent")
    absence = away(head, advisor, agent)
    advisor.is_active = False
    advisor.save(update_fields=["is_active"])
    assert not actor_of(agent).stands_for
    advisor.is_active = True
    advisor.save(update_fields=["is_active"])
    assert actor_of(agent).stands_for
    actions.drop_absence(head, absence.pk, at=now())
    assert not actor_of(agent).stands_for


def test_plt_20_a_privileged_role_is_lent_only_to_a_second_factor(head, member, settings):
    settings.DEMO = False
    manager, agent = member("care_manager"), member("care_agent")
    away(head, manager, agent)
    standing = standing_of(agent)
    assert actor_in(standing, None).rights == carried_by(["care_agent"])
    assert must_have_second_factor(standing)
    assert duties(agent, standing, demo=False) == ["second_factor"]
    with_factor(agent)
    assert actor_of(agent).rights == carried_by(["care_agent", "care_manager"])


def test_plt_20_control_without_the_guard_the_deputy_would_have_them(head, member, settings):
    settings.DEMO = True
    manager, agent = member("care_manager"), member("care_agent")
    away(head, manager, agent)
    assert actor_of(agent).rights == carried_by(["care_agent", "care_manager"])


def test_plt_20_tokens_from_before_the_second_factor_end(tenants, member):
    agent = member("care_agent")
    actions.give_token(agent, at=now())
    secret, at = totp.new_secret(), now()
    actions.confirm_factor(actor_of(agent), agent, secret, totp.code(secret, totp.step_of(at)), at=at)
    assert not Token.objects.filter(account=agent).exists()


def test_plt_02_nobody_lends_what_they_could_not_give(head, admin, member):
    boss, agent = member("group_admin", everywhere=True), with_factor(member("care_agent"))
    away(head, boss, agent)
    assert actor_of(agent).roles == {"care_agent"}
    away(admin, boss, agent)
    assert actor_of(agent).roles == {"care_agent", "group_admin"}


def test_plt_02_posts_given_after_the_absence_was_noted_are_not_lent(tenants, head, admin, member):
    advisor, agent = member("service_advisor"), with_factor(member("care_agent"))
    away(head, advisor, agent)
    actions.add_post(admin, advisor.pk, "group_admin", None, today(), at=now())
    assert actor_of(agent).roles == {"care_agent", "service_advisor"}


def test_plt_02_a_deputy_does_not_lend_on(head, member):
    first, second, third = member("service_advisor"), member("technician"), member("care_agent")
    away(head, first, second)
    away(head, second, third)
    assert actor_of(third).roles == {"care_agent", "technician"}


def test_plt_02_a_deputy_gives_themselves_nothing_lasting(tenants, admin, head, member):
    boss, agent = member("general_manager"), with_factor(member("care_agent"))
    away(admin, boss, agent)
    by = actor_of(agent)
    with pytest.raises(Refused, match="deputy_gains"):
        actions.add_post(by, agent.pk, "care_manager", tenants.store.pk, today(), at=now())
    with pytest.raises(Refused, match="deputy_gains"):
        actions.add_absence(by, boss.pk, today(), date(2099, 1, 1), agent.pk, at=now())
    other = member("driver")
    assert actions.add_post(by, other.pk, "technician", tenants.store.pk, today(), at=now())


def test_plt_02_the_audit_names_both_and_only_while_something_is_borrowed(tenants, head, admin, member):
    boss, agent, twin = member("general_manager"), with_factor(member("care_agent")), member("care_agent")
    away(head, boss, agent)
    away(head, twin, agent)
    by = actor_of(agent)
    assert [account for account, _ in by.stands_for] == [boss.pk]
    set_value(
        by, "limits.discount.sales_manager", 1_00, for_store=tenants.store.pk, valid_from=today(), reason="", at=now()
    )
    with scope(admin):
        entry = AuditEntry.objects.filter(actor_id=agent.pk).latest("id")
    assert entry.actor_name == agent.name
    assert entry.facts["stands_for"] == f"{boss.name} #{boss.pk}"


def test_plt_02_rights_in_one_store_are_lent_there_only(tenants, admin, member):
    advisor, agent = member("service_advisor"), member("care_agent", tenants.sister)
    away(admin, advisor, agent)
    standing = standing_of(agent)
    assert standing.roles_in(tenants.store.pk) == {"service_advisor"}
    assert standing.roles_in(tenants.sister.pk) == {"care_agent"}


def test_plt_02_the_page_of_a_person_says_what_the_deputy_has(head, member, client_as):
    advisor, agent = member("service_advisor"), member("care_agent")
    absence = away(head, advisor, agent)
    assert Membership.objects.get(pk=absence.lent[0]).account_id == advisor.pk
    client = client_as("general_manager")
    assert "权限：服务顾问" in client.get(f"/settings/people/{advisor.pk}").content.decode()
