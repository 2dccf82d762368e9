"""CARE-21, PLT-04: a customer's question does not grow late in silence."""

from datetime import timedelta

import pytest

from cheyuan.base.inbox.queries import of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions
from cheyuan.engage.surveys.reminding import remind
from cheyuan.engage.surveys.tests.conftest import house
from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db


def waiting(by):
    with scope(by):
        return [one.facts["late"] for one in of(by).filter(done_at=None)]


def test_care_21_a_late_question_is_told_once_until_it_is_answered(answered, actor, rows, tenants):
    asked, head = now() - timedelta(hours=40), actor("care_manager")
    answered(9, at=asked, question="什么时候可以上牌？")
    by, (one,) = house(tenants.store), rows(tenants.store, "surveys.Question")
    assert remind(by, at=asked + timedelta(hours=30)) == 0
    remind(by, at=one.due_at - timedelta(hours=2))
    remind(by, at=one.due_at - timedelta(hours=1))
    assert waiting(head) in ([], [False])
    remind(by, at=one.due_at + timedelta(hours=1))
    remind(by, at=one.due_at + timedelta(hours=25))
    assert waiting(head) == [True]
    actions.reply(actor("care_agent"), one.pk, "周五就可以。", at=now())
    assert waiting(head) == []
    assert remind(by, at=one.due_at + timedelta(hours=49)) == 0


def test_p9_the_neighbours_questions_are_not_told(answered, actor, tenants):
    answered(9, at=now() - timedelta(days=5), question="几点开门？")
    head = actor("care_manager", tenants.sister)
    assert remind(house(tenants.sister), at=now()) == 0
    assert waiting(head) == []
