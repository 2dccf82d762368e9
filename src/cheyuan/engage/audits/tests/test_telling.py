"""CARE-16, PLT-04: the agent is told what came of the audit of a call."""

from datetime import timedelta

import pytest

from cheyuan.base.inbox import kinds
from cheyuan.base.inbox.models import Notice
from cheyuan.base.inbox.queries import of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits import actions
from cheyuan.engage.audits.tests.conftest import NIGHT, judged

pytestmark = pytest.mark.django_db


def waiting(by):
    with scope(by):
        return list(of(by).filter(done_at=None))


def test_care_16_who_made_the_call_is_told_and_nobody_else(boss, agents, drawn):
    row = drawn()[0]
    mine, other = agents if row.agent_id == agents[0].account_id else agents[::-1]
    judged(boss, row)
    (told,) = waiting(mine)
    assert (told.object_kind, told.object_id) == ("audit", row.pk)
    assert "100" in kinds.sentence(told.kind, told.facts)
    assert waiting(other) == waiting(boss) == []


def test_care_16_judged_anew_or_answered_the_old_notice_waits_no_more(boss, agents, drawn):
    row = drawn()[0]
    mine = next(one for one in agents if one.account_id == row.agent_id)
    judged(boss, row)
    actions.reopen(boss, row.pk, at=NIGHT + timedelta(hours=1))
    assert waiting(mine) == []
    judged(boss, row, "no", "没有问预约时间")
    actions.answer(mine, row.pk, "下次会问", at=NIGHT + timedelta(hours=2))
    assert waiting(mine) == []
    with scope(boss):
        assert Notice.objects.filter(kind="audit.judged").count() in (1, 2)
