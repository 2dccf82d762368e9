"""P5, P6, PLT-10: one message for one intent, nothing leaves, a refusal is final at once for the whole group."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from cheyuan.base.channels import actions, queries, witness
from cheyuan.base.channels.models import Message, Refusal
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Conflict, Denied, Missing

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PHONE = "13800138000"


def hold(by, intent="task:1:sms", address=PHONE, channel="sms", purpose="service"):
    return actions.hold(
        by, customer_id=1, channel=channel, purpose=purpose, address=address, text="您好", intent=intent, at=NOW
    )


def refuse(by, channel="sms", purpose="service", address=PHONE):
    actions.refuse(by, address=address, channel=channel, purpose=purpose, source="call", at=NOW)


def states(by):
    with scope(by):
        return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_p5_one_message_for_one_intent(tenants, actor):
    by = actor(store=tenants.store)
    first, again, other = hold(by), hold(by), hold(by, "task:2:sms")
    assert first.pk == again.pk != other.pk
    assert states(by) == ["held", "held"]
    with scope(by):
        assert AuditEntry.objects.filter(verb="message.held").count() == 2


def test_plt_10_held_message_is_readable_here_and_sealed_there(tenants, actor):
    by = actor(store=tenants.store)
    hold(by, address="138 0013 8000")
    with scope(by):
        kept = Message.objects.get()
        assert (kept.address, kept.text) == (PHONE, "您好")
        with connection.cursor() as cursor:
            cursor.execute("SELECT address || text FROM channels_message")
            [(raw,)] = cursor.fetchall()
    assert PHONE.encode() not in bytes(raw)


def test_p6_a_refusal_is_final_for_the_whole_group_and_stops_what_waits(tenants, actor):
    here, there, stranger = actor(store=tenants.store), actor(store=tenants.sister), actor(store=tenants.stranger)
    for one in (here, there, stranger):
        hold(one)
    refuse(there)
    assert states(here) == states(there) == ["refused"]
    assert states(stranger) == ["held"]
    assert hold(here, "task:2:sms", "+86 138-0013-8000").state == "refused"
    with scope(here):
        assert not queries.may_send(here, PHONE, "sms", "service")
        assert queries.may_send(here, PHONE, "call", "service")


@pytest.mark.parametrize(
    ("channel", "purpose", "stopped"),
    [("any", "any", True), ("any", "service", True),
     ("sms", "any", True), ("call", "service", False), ("sms", "marketing", False)],
)  # fmt: skip
def test_p6_any_means_all(tenants, actor, channel, purpose, stopped):
    by = actor(store=tenants.store)
    refuse(by, channel, purpose)
    assert (hold(by).state == "refused") is stopped
    with scope(by):
        assert queries.may_send(by, PHONE, "sms", "service") is not stopped


def test_p6_refusing_twice_is_refusing(tenants, actor):
    by = actor(store=tenants.store)
    refuse(by)
    refuse(by)
    with scope(by):
        assert queries.refused(by, PHONE) == {("sms", "service")}


def test_p6_a_refusal_survives_a_restore(tenants, actor, owner_connection):
    by = actor(store=tenants.store)
    refuse(by)
    line = next(witness.lines())
    assert PHONE not in str(line)
    with scope(by):
        held = hold(by, "task:9:sms", "13900139000")
        assert held.state == "held"
    assert actions.replay_refusals() == 1
    with scope(by):
        assert queries.refused(by, PHONE) == {("sms", "service")}


@pytest.mark.django_db(transaction=True)
def test_p6_after_a_restore_the_replay_stops_messages_that_came_back(tenants, actor, owner_connection):
    by = actor(store=tenants.store)
    hold(by)
    refuse(by)
    owner_connection.execute("DELETE FROM channels_refusal")
    owner_connection.execute("UPDATE channels_message SET state = 'held'")
    assert states(by) == ["held"]
    assert actions.replay_refusals() == 1
    assert states(by) == ["refused"]
    assert hold(by, "task:2:sms").state == "refused"


@pytest.mark.django_db(transaction=True)
def test_p17_control_without_the_replay_the_refusal_is_forgotten(tenants, actor, owner_connection):
    by = actor(store=tenants.store)
    refuse(by)
    owner_connection.execute("DELETE FROM channels_refusal")
    assert hold(by).state == "held"


def test_p6_the_application_cannot_take_a_refusal_back(tenants, actor):
    by = actor(store=tenants.store)
    refuse(by)
    with pytest.raises(ProgrammingError), scope(by):
        Refusal.objects.all().delete()


def test_withdrawn_message_is_not_held_any_more(tenants, actor):
    by = actor(store=tenants.store)
    made = hold(by)
    actions.withdraw(by, made.pk, at=NOW)
    assert states(by) == ["withdrawn"]
    with pytest.raises(Conflict):
        actions.withdraw(by, made.pk, at=NOW)


def test_p9_messages_of_a_sister_store_are_not_there(tenants, actor):
    here, there = actor(store=tenants.store), actor(store=tenants.sister)
    made = hold(here)
    with scope(there):
        assert queries.page(there).rows == []
        with pytest.raises(Missing):
            queries.message(there, made.pk)
    with pytest.raises(Conflict):
        actions.withdraw(there, made.pk, at=NOW)


def test_messages_need_their_right(tenants, actor):
    by = actor("technician", tenants.store)
    with scope(by), pytest.raises(Denied):
        queries.page(by)


def test_pages_of_messages_follow_each_other(tenants, actor):
    by = actor(store=tenants.store)
    for number in range(5):
        hold(by, f"task:{number}")
    with scope(by):
        first = queries.page(by, limit=3)
        second = queries.page(by, limit=3, before=first.before)
    assert [len(first.rows), len(second.rows), second.before] == [3, 2, 0]


@pytest.mark.parametrize("first", ["no", "yes"])
def test_p6_of_a_yes_and_a_no_of_the_same_instant_the_no_holds(tenants, actor, first):
    """Both are kept and neither is an error; control: a moment later the yes holds."""
    by = actor(store=tenants.store)
    hold(by)
    words = {
        "no": lambda: refuse(by),
        "yes": lambda: actions.agree(by, address=PHONE, channel="sms", purpose="service", source="call", at=NOW),
    }
    for which in (first, "yes" if first == "no" else "no", first):
        words[which]()
    with scope(by):
        assert Refusal.objects.count() == 2
        assert not queries.may_send(by, PHONE, "sms", "service")
        assert queries.refused(by, PHONE) == {("sms", "service")}
        assert queries.forbidden(by, PHONE, ["sms"], ["service"]) == {("sms", "service")}
    assert states(by) == ["refused"]
    actions.agree(by, address=PHONE, channel="sms", purpose="service", source="call", at=NOW + timedelta(seconds=1))
    with scope(by):
        assert queries.may_send(by, PHONE, "sms", "service")
