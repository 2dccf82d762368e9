"""PLT-04: whose signature is next is told, reminded once a day, and left alone when somebody has signed; who asked hears it."""

from datetime import timedelta

import pytest
from django.apps import apps

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.approvals import actions, reactions
from cheyuan.base.approvals.events import Asked, Decided, Waits
from cheyuan.base.approvals.models import Approval
from cheyuan.base.inbox import queries as inbox
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now

from .conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def notices(by):
    with scope(by):
        return [row.kind for row in inbox.waiting(by)]


def hear(by, one, *names):
    """Deliver the news as the worker would."""
    house = system(by.group_id, by.store_ids)
    with scope(house):
        row = Approval.objects.get(pk=one.pk)
        news = {
            "asked": (reactions.asked, Asked(row.store_id, row.pk, row.role)),
            "waits": (reactions.waits, Waits(row.store_id, row.pk, row.role, 25, "2026-11-21")),
            "decided": (reactions.decided, Decided(row.store_id, row.pk, row.state, row.asked_by_id)),
        }
        for name in names:
            react, event = news[name]
            react(house, event)


def test_plt_04_who_is_next_is_told_once_and_reminded_once_a_day(actor, asked):
    agent, manager, boss = actor("care_agent"), actor("care_manager"), actor("general_manager")
    one = asked(agent, 100)
    hear(agent, one, "asked", "asked", "waits", "waits")
    assert notices(manager) == ["approval.waits", "approval.asked"]
    assert (notices(boss), notices(agent)) == ([], [])


def test_plt_04_the_answer_ends_the_asking_and_reaches_who_asked(actor, asked):
    agent, manager, _other = actor("care_agent"), actor("care_manager"), actor("care_manager")
    one = asked(agent, 100)
    hear(agent, one, "asked")
    actions.decide(manager, one.pk, yes=False, remark="too much", at=NOW + timedelta(hours=1))
    hear(agent, one, "decided", "decided")
    assert notices(manager) == []
    assert notices(agent) == ["approval.refused"]
    with scope(agent):
        assert inbox.waiting(agent)[0].facts["words"] == "too much"


def test_plt_04_passed_on_it_waits_for_the_next_rung_only(actor, asked):
    agent, manager, second = actor("care_agent"), actor("care_manager"), actor("service_manager")
    one = asked(agent, 800)
    hear(agent, one, "asked")
    assert notices(manager) == ["approval.asked"]
    actions.decide(manager, one.pk, yes=True, at=NOW + timedelta(hours=1))
    hear(agent, one, "asked")
    assert (notices(manager), notices(second)) == ([], ["approval.asked"])


def test_plt_04_where_nobody_has_the_role_the_rungs_above_are_told(actor, asked):
    agent, boss = actor("care_agent"), actor("general_manager")
    hear(agent, asked(agent, 100), "asked")
    assert notices(boss) == ["approval.asked"]


def test_plt_01_the_same_role_next_door_hears_nothing(actor, asked, tenants):
    agent, next_door = actor("care_agent"), actor("care_manager", tenants.sister)
    hear(agent, asked(agent, 100), "asked", "waits")
    assert notices(next_door) == []


def test_plt_02_a_deputy_with_the_lent_role_is_told_as_well(actor, asked, settings):
    settings.DEMO = True  # a deputy of a manager needs no second factor there
    agent, away, deputy = actor("care_agent"), actor("care_manager"), actor("care_agent")
    absence, post = apps.get_model("accounts", "Absence"), apps.get_model("accounts", "Membership")
    today, lent = day_of(now()), [post.objects.get(account_id=away.account_id).pk]
    absence.objects.create(account_id=away.account_id, since=today, until=today, deputy_id=deputy.account_id, lent=lent)
    hear(agent, asked(agent, 100), "asked")
    standing = actor_of(apps.get_model("accounts", "Account").objects.get(pk=deputy.account_id))
    assert notices(standing) == ["approval.asked"]
    assert notices(deputy) == [], "control: without the lent role it is not theirs to see"
