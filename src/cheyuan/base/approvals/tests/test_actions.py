"""PLT-03: asked once, signed by the right people, in effect in the same transaction."""

from datetime import timedelta

import pytest

from cheyuan.base.approvals import actions, queries
from cheyuan.base.approvals.models import Approval
from cheyuan.base.approvals.tests.conftest import NOW
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_plt_03_within_the_own_limit_it_is_true_at_once(actor, asked, told):
    one = asked(actor("care_manager"), 500)
    assert (one.state, told) == ("approved", [(7, "approved")])
    with scope(actor("care_manager")):
        assert [row.verdict for row in queries.signatures(actor("care_manager"), one.pk)] == ["own"]


def test_plt_03_each_rung_signs_and_only_the_last_settles(actor, asked, told):
    one = asked(actor("care_agent"), 1500)
    assert (one.state, one.role, told) == ("waiting", "care_manager", [])
    one = actions.decide(actor("care_manager"), one.pk, yes=True, at=LATER)
    assert (one.state, one.role, told) == ("waiting", "service_manager", [])
    one = actions.decide(actor("service_manager"), one.pk, yes=True, at=LATER)
    assert (one.state, one.decided_at, told) == ("approved", LATER, [(7, "approved")])


def test_plt_03_whoever_stands_higher_settles_it_alone(actor, asked, told):
    one = asked(actor("care_agent"), 1500)
    assert actions.decide(actor("general_manager"), one.pk, yes=True, at=LATER).state == "approved"
    assert told == [(7, "approved")]


def test_plt_03_one_no_with_a_reason_ends_it(actor, asked, told):
    one, boss = asked(actor("care_agent"), 1500), actor("care_manager")
    with pytest.raises(Refused, match="approval_remark"):
        actions.decide(boss, one.pk, yes=False, remark="  ", at=LATER)
    assert told == []
    assert actions.decide(boss, one.pk, yes=False, remark="too much", at=LATER).state == "refused"
    assert told == [(7, "refused")]
    with pytest.raises(Conflict, match="approval_closed"):
        actions.decide(boss, one.pk, yes=True, at=LATER)


def test_plt_02_nobody_decides_their_own_question(actor, asked, told):
    by = actor("service_manager")
    one = asked(by, 5000)
    with pytest.raises(Denied, match="approval_own"):
        actions.decide(by, one.pk, yes=True, at=LATER)
    assert told == []


def test_plt_03_a_lower_or_foreign_rung_cannot_sign(actor, asked, told):
    one = asked(actor("care_manager"), 1500)
    assert one.role == "service_manager"
    with pytest.raises(Denied, match="approval_not_yours"):
        actions.decide(actor("sales_manager"), one.pk, yes=True, at=LATER)
    with pytest.raises(Denied):
        actions.decide(actor("care_agent"), one.pk, yes=True, at=LATER)
    assert told == []


def test_plt_03_the_same_question_is_not_asked_twice_while_it_waits(actor, asked, told):
    one = asked(actor("care_agent"), 100)
    with pytest.raises(Conflict, match="approval_asked"):
        asked(actor("care_agent"), 100)
    actions.decide(actor("care_manager"), one.pk, yes=False, remark="no", at=LATER)
    assert asked(actor("care_agent"), 100).state == "waiting"


def test_plt_03_whoever_asked_takes_it_back(actor, asked, told):
    by = actor("care_agent")
    one = asked(by, 100)
    with pytest.raises(Denied, match="approval_others"):
        actions.withdraw(actor("care_manager"), one.pk, at=LATER)
    assert actions.withdraw(by, one.pk, at=LATER).state == "withdrawn"
    assert told == [(7, "withdrawn")]


def test_plt_01_other_stores_do_not_exist(actor, asked, told, tenants):
    one = asked(actor("care_agent"), 100)
    with pytest.raises(Missing):
        actions.decide(actor("general_manager", tenants.sister), one.pk, yes=True, at=LATER)


def test_plt_03_people_without_a_signature_see_only_what_they_asked(actor, asked, told):
    by, other = actor("care_agent"), actor("service_advisor")
    one = asked(by, 100)
    with scope(by):
        assert [row.pk for row in queries.approvals(by)] == [one.pk]
        assert [row.pk for row in queries.of(by, Ref("complaint", 7))] == [one.pk]
    with scope(other):
        assert not queries.approvals(other).exists()


def test_plt_03_what_waits_for_me_is_what_i_may_decide(actor, asked, told):
    for number, yuan in ((1, 100), (2, 1500), (3, 50_000)):
        asked(actor("care_agent"), yuan, number)
    with scope(actor("care_manager")):
        second = Approval.objects.get(object_id=2).pk
    actions.decide(actor("care_manager"), second, yes=True, at=LATER)
    for role in ("care_manager", "service_manager", "general_manager", "sales_manager"):
        by = actor(role)
        with scope(by):
            found = {row.pk for row in queries.approvals(by).filter(queries.for_me(by))}
            assert found == {row.pk for row in queries.approvals(by) if queries.may_decide(by, row)}
            assert queries.waiting_for(by) == len(found)
    assert found == set()
    assert queries.waiting_for(actor("care_agent")) == 0


def test_plt_03_every_morning_what_waits_is_told_again_once(actor, asked, told):
    by, hours = actor("general_manager"), (23, 25, 26, 49)
    asked(actor("care_agent"), 100)
    with scope(by):
        assert [actions.remind(by, NOW + timedelta(hours=one)) for one in hours] == [0, 1, 0, 1]
