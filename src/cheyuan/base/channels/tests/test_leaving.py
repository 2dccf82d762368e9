"""P5, P6, P7, PLT-10: claim → send → mark; a doubt goes into quarantine; nobody gets a message twice, nobody is forgotten."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from cheyuan.base.channels import actions, asking, claiming, leaving, moves, planning, queries
from cheyuan.base.channels.models import Message, Passage, Touch
from cheyuan.base.channels.sending import hand_over
from cheyuan.base.channels.tests.doubles import connect
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.moves import Moves

NOON = datetime(2026, 11, 20, 2, tzinfo=UTC)  # Friday, ten in the morning in Guangzhou
PHONE = "13800138000"


class Clock:
    def __init__(self, at=NOON):
        self.at = at

    def __call__(self):
        return self.at

    def forward(self, **span):
        self.at += timedelta(**span)
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def by(tenants, fake):
    one = system(tenants.group.pk, (tenants.store.pk,))
    connect(one, at=NOON)
    return one


def hold(by, number=1, purpose="service", at=NOON, **more):
    given = {"channel": "sms", "address": f"138{number:08d}", "text": "您好", "intent": f"task:{number}", **more}
    return actions.hold(by, customer_id=number, purpose=purpose, at=at, **given)


def states(by):
    with scope(by):
        return list(Message.objects.order_by("pk").values_list("state", flat=True))


def go(by, clock):
    leaving.prepare(by, clock)
    leaving.leave(by, clock)
    return states(by)


def test_plt_10_a_held_message_leaves_with_sender_and_history(by, fake, clock):
    made = hold(by)
    assert go(by, clock) == ["sent"]
    [parcel] = fake.parcels
    assert parcel.text == "【天河店】您好"
    assert parcel.our_id == made.our_id.hex
    with scope(by):
        steps = list(Passage.objects.order_by("pk").values_list("step", "state"))
        kept = Message.objects.get()
    assert steps == [("hold", "held"), ("plan", "due"), ("claim", "claimed"), ("send", "sent")]
    assert (kept.provider, kept.their_id, kept.timed, kept.cost_fen) == ("fake", f"f-{made.our_id.hex[:8]}", "now", 5)


def test_plt_10_without_a_connection_it_leaves_into_the_visible_outbox(tenants, clock):
    by = system(tenants.group.pk, (tenants.store.pk,))
    hold(by)
    assert go(by, clock) == ["sent"]
    with scope(by):
        assert Message.objects.get().provider == "outbox"


def test_plt_10_an_offer_says_how_to_refuse(by):
    made = hold(by, purpose="marketing")
    with scope(by):
        assert queries.whole_text(made) == "【天河店】您好 拒收请回复R"


@pytest.mark.parametrize("mood", ["doubt", "crash"])
def test_p5_accepted_but_unmarked_is_asked_about_and_never_sent_twice(by, fake, clock, mood):
    fake.moods = [mood]
    hold(by)
    leaving.prepare(by, clock)
    if mood == "crash":
        with pytest.raises(SystemExit):
            leaving.leave(by, clock)
        assert states(by) == ["claimed"]
        clock.forward(seconds=61)
        leaving.prepare(by, clock)
    else:
        leaving.leave(by, clock)
    assert states(by) == ["unknown"]
    leaving.ask(by, clock)
    assert states(by) == ["sent"]
    assert go(by, clock) == ["sent"]
    assert list(fake.came.values()) == [1]


def test_p5_not_found_is_believed_only_after_the_longest_delay_and_then_nobody_is_forgotten(by, fake, clock):
    fake.moods = ["lost"]
    hold(by)
    assert go(by, clock) == ["unknown"]
    leaving.ask(by, clock)
    assert states(by) == ["unknown"], "the provider may still be at it"
    clock.forward(seconds=79)
    leaving.ask(by, clock)
    assert states(by) == ["unknown"]
    clock.forward(seconds=2)
    leaving.ask(by, clock)
    assert states(by) == ["held"]
    assert go(by, clock) == ["sent"]
    assert list(fake.came.values()) == [1]


def test_p5_a_provider_that_cannot_be_asked_leaves_the_decision_to_a_person(by, fake, clock, actor, tenants):
    fake.asks, fake.moods = False, ["doubt"]
    made = hold(by)
    go(by, clock)
    clock.forward(days=1)
    leaving.ask(by, clock)
    assert go(by, clock) == ["unknown"]
    manager = actor("care_manager", tenants.store)
    with pytest.raises(Conflict):
        actions.replay(manager, made.pk, at=clock())
    actions.give_up(manager, made.pk, at=clock())
    assert states(by) == ["failed"]
    actions.replay(manager, made.pk, at=clock())
    assert go(by, clock) == ["sent"]


def test_p17_control_without_the_quarantine_somebody_gets_it_twice(by, fake, clock, monkeypatch):
    """Guard removed: what is in doubt simply becomes due again."""
    table = {**moves.MOVES._table, ("claimed", "doubt"): "due"}
    monkeypatch.setattr(moves, "MOVES", Moves(table))
    fake.moods = ["doubt"]
    hold(by)
    go(by, clock)
    assert go(by, clock) == ["sent"]
    assert list(fake.came.values()) == [2]


def test_plt_10_retries_with_backoff_and_then_fails_visibly(by, fake, clock):
    fake.moods = ["away"] * 5
    hold(by)
    for tried in range(1, 5):
        assert go(by, clock) == ["due"]
        assert go(by, clock) == ["due"], "not before the pause has passed"
        assert len(fake.moods) == 5 - tried
        clock.forward(seconds=30 * 2 ** (tried - 1))
    assert go(by, clock) == ["failed"]
    with scope(by):
        assert Message.objects.get().code == "busy"


def test_plt_10_what_the_provider_turns_down_for_good_is_not_tried_again(by, fake, clock):
    fake.moods = ["never"]
    hold(by, purpose="marketing")
    hold(by, 2)
    assert go(by, clock) == ["dropped", "failed"]
    with scope(by):
        assert not Touch.objects.exists(), "who got nothing was not contacted"


def test_p5_a_worker_that_wakes_up_after_its_claim_was_taken_away_sends_nothing(by, fake, clock):
    hold(by)
    leaving.prepare(by, clock)
    taken = claiming.claim(by, at=clock(), most=5)
    clock.forward(seconds=61)
    claiming.rescue(by, at=clock())
    [(id, _store)] = taken.messages
    assert hand_over(by, id, taken.token, clock) == ""
    assert not fake.came


def test_p5_a_worker_that_must_leave_gives_back_what_it_has_not_begun(by, fake, clock):
    for number in range(1, 4):
        hold(by, number)
    leaving.prepare(by, clock)
    answers = iter([False, False, True])
    leaving.leave(by, clock, lambda: next(answers))
    assert sorted(states(by)) == ["due", "due", "sent"]


def test_p7_hours_that_end_between_claim_and_send_are_kept(by, fake, clock):
    hold(by)
    leaving.prepare(by, clock)
    taken = claiming.claim(by, at=clock(), most=5)
    clock.at = datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert hand_over(by, taken.messages[0][0], taken.token, clock) == "held"
    assert not fake.came


def test_p7_what_is_due_when_the_hours_end_waits_for_the_morning(by, fake, clock):
    hold(by)
    leaving.prepare(by, clock)
    clock.at = datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert go(by, clock) == ["held"]
    with scope(by):
        kept = Message.objects.get()
    assert (kept.not_before, kept.timed) == (datetime(2026, 11, 21, 0, tzinfo=UTC), "quiet_hours")
    clock.at = kept.not_before
    assert go(by, clock) == ["sent"]


def test_p6_a_refusal_between_claim_and_send_wins(by, fake, clock):
    hold(by, address=PHONE)
    leaving.prepare(by, clock)
    taken = claiming.claim(by, at=clock(), most=5)
    actions.refuse(by, address=PHONE, source="call", at=clock())
    assert hand_over(by, taken.messages[0][0], taken.token, clock) == "refused"
    assert states(by) == ["refused"]
    assert not fake.came


def test_p6_a_refusal_by_phone_stops_an_email_to_the_same_person(by, fake, clock):
    hold(by, channel="email", address="wang@example.com", phone=PHONE)
    leaving.prepare(by, clock)
    actions.refuse(by, address=PHONE, source="call", at=clock())
    assert go(by, clock) == ["refused"]
    assert hold(by, 2, channel="email", address="wang@example.com", phone=PHONE).state == "refused"


def test_p6_only_the_persons_own_word_lifts_a_refusal(by, clock):
    actions.refuse(by, address=PHONE, source="call", at=clock())
    with pytest.raises(actions.Refused):
        actions.agree(by, address=PHONE, source=" ", at=clock.forward(minutes=1))
    actions.agree(by, address=PHONE, channel="sms", purpose="service", source="counter", at=clock())
    with scope(by):
        assert queries.may_send(by, PHONE, "sms", "service")
        assert not queries.may_send(by, PHONE, "sms", "marketing")
    actions.refuse(by, address=PHONE, source="sms", at=clock.forward(minutes=1))
    with scope(by):
        assert not queries.may_send(by, PHONE, "sms", "service")


@pytest.mark.django_db(transaction=True)
def test_p6_a_refusal_waits_for_what_is_on_the_wire_and_nothing_leaves_after_its_answer(by, fake, clock):
    hold(by, address=PHONE)
    hold(by, 2, address=PHONE, not_before=NOON + timedelta(seconds=1))
    leaving.prepare(by, clock)
    on_the_wire, answered, after = threading.Event(), threading.Event(), []

    def before(parcel):
        after.append(answered.is_set())
        on_the_wire.set()
        assert not answered.wait(0.5), "the refusal was answered while a message was leaving"

    def refuse():
        on_the_wire.wait(5)
        actions.refuse(by, address=PHONE, source="sms", at=clock())
        answered.set()
        connections.close_all()

    fake.before = before
    person = threading.Thread(target=refuse)
    person.start()
    leaving.leave(by, clock)
    person.join()
    clock.forward(seconds=2)
    assert go(by, clock) == ["sent", "refused"]
    assert after == [False]


@pytest.mark.django_db(transaction=True)
def test_p17_control_without_the_lock_on_the_address_a_message_leaves_after_the_answer(by, fake, clock, monkeypatch):
    monkeypatch.setattr("cheyuan.base.channels.sending._share", lambda found: None)
    hold(by, address=PHONE)
    leaving.prepare(by, clock)
    ready, answered, late = threading.Event(), threading.Event(), []

    def before(parcel):
        ready.set()
        late.append(answered.wait(5))

    def refuse():
        ready.wait(5)
        actions.refuse(by, address=PHONE, source="sms", at=clock())
        answered.set()
        connections.close_all()

    fake.before = before
    person = threading.Thread(target=refuse)
    person.start()
    leaving.leave(by, clock)
    person.join()
    assert late == [True]


@pytest.mark.django_db(transaction=True)
def test_p5_many_workers_at_once_send_each_message_once(by, fake, clock):
    for number in range(1, 61):
        hold(by, number)
    leaving.prepare(by, clock)

    def lane():
        leaving.leave(by, clock)
        connections.close_all()

    lanes = [threading.Thread(target=lane) for _ in range(6)]
    for one in lanes:
        one.start()
    for one in lanes:
        one.join()
    assert sorted(fake.came.values()) == [1] * 60


def test_p5_every_state_is_reached_through_the_table_only(by):
    made = hold(by)
    with scope(by), pytest.raises(Conflict):
        moves.MOVES.to("sent", "claim")
    with scope(by):
        assert moves.step(by, [made.pk], "send", at=NOON) == []
        with pytest.raises(ValueError, match="not a column"):
            moves.step(by, [made.pk], "plan", at=NOON, text="x")


def test_p5_asking_is_nobodys_turn(by, clock):
    assert asking.ask_next(by, at=clock()) is None
    assert not planning.plan(by, at=clock())


def test_p5_what_waited_in_a_restored_backup_is_asked_about_and_not_sent_again(by, fake, clock):
    """It left after the backup was made; the restored rows say that it still waits."""
    left, waits, later = hold(by), hold(by, 2), hold(by, 3, not_before=NOON + timedelta(days=3))
    fake.came[left.our_id.hex] = 1
    assert actions.doubt_after_restore(clock()) == 2
    assert states(by) == ["unknown", "unknown", "held"]
    leaving.ask(by, clock)
    clock.forward(seconds=81)
    leaving.ask(by, clock)
    assert go(by, clock) == ["sent", "sent", "held"]
    assert fake.came == {left.our_id.hex: 1, waits.our_id.hex: 1}
    assert not fake.came[later.our_id.hex]


def test_p17_control_without_the_doubt_after_a_restore_somebody_gets_it_twice(by, fake, clock):
    left = hold(by)
    fake.came[left.our_id.hex] = 1
    go(by, clock)
    assert fake.came[left.our_id.hex] == 2
