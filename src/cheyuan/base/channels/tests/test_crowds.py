"""PLT-10, CARE-08: many messages held at once, and messages that are of no use any more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.channels import actions, planning
from cheyuan.base.channels.models import Message, Passage
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def by(tenants):
    return system(tenants.group.pk, (tenants.store.pk,))


def wanted(count, intent="g"):
    return [
        actions.Wanted(number, "sms", f"1380014{number:04d}", None, f"您好{number}", f"{intent}:{number}")
        for number in range(1, count + 1)
    ]


def hold(by, count, purpose="service", use_by=None, intent="g"):
    with scope(by):
        return actions.hold_crowd(
            by,
            wanted(count, intent),
            store_id=by.store_id,
            purpose=purpose,
            reason="",
            not_before=AT,
            use_by=use_by,
            at=AT,
        )


def test_plt_10_each_is_held_once_sealed_with_its_history(by):
    assert (hold(by, 3), hold(by, 4)) == (3, 1)
    with scope(by), connection.cursor() as cursor:
        rows = list(Message.objects.order_by("pk"))
        assert [one.text for one in rows] == ["您好1", "您好2", "您好3", "您好4"]
        assert rows[0].address == "13800140001"
        assert (rows[0].parts, rows[0].cost_fen, rows[0].state) == (1, 5, "held")
        assert Passage.objects.filter(step="hold").count() == 4
        cursor.execute("SELECT count(*) FROM channels_message WHERE position('13800140001'::bytea in address) > 0")
        assert cursor.fetchone() == (0,)


def test_care_08_the_statements_do_not_grow_with_the_messages(by):
    with CaptureQueriesContext(connection) as few:
        hold(by, 2, intent="few")
    with CaptureQueriesContext(connection) as many:
        hold(by, 200, intent="many")
    assert len(many) == len(few)


def test_p6_who_refused_is_refused_in_the_same_statement(by):
    actions.refuse(by, address="13800140002", source="sms", at=AT)
    hold(by, 3)
    with scope(by):
        assert [one.state for one in Message.objects.order_by("pk")] == ["held", "refused", "held"]


def test_plt_10_what_is_of_no_use_any_more_never_leaves(by):
    hold(by, 1, use_by=AT + timedelta(hours=1))
    hold(by, 1, use_by=AT + timedelta(hours=5), intent="long")
    assert planning.plan(by, at=AT + timedelta(hours=2))["drop"] == 1
    with scope(by):
        states = dict(Message.objects.values_list("intent", "state"))
        assert states == {"g:1": "dropped", "long:1": "due"}
        assert Message.objects.get(intent="long:1").until_at == AT + timedelta(hours=5), "nor is it begun after that"


def test_plt_10_many_are_taken_back_at_once_and_what_left_stays(by):
    hold(by, 3)
    with scope(by):
        ids = list(Message.objects.order_by("pk").values_list("pk", flat=True))
        Message.objects.filter(pk=ids[0]).update(state="sent")
    assert sorted(actions.withdraw_many(by, ids, why="test", at=AT)) == ids[1:]
    assert actions.withdraw_many(by, ids, why="test", at=AT) == []
