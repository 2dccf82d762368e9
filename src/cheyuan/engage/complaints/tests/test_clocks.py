"""CARE-31: limits by policy, in the store's hours, standing still while we wait; those above are told once."""

from datetime import timedelta

import pytest

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.models import SpecialDay
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import actions, api, flow, queries
from cheyuan.engage.complaints.models import Clock, Escalation
from cheyuan.engage.complaints.tests.conftest import MONDAY, NINE, do, house
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    return moment(MONDAY + timedelta(days=day), hour, minute)


def limits(one):
    with scope(house(one.store)):
        return {row.name: row for row in Clock.objects.filter(complaint_id=one.pk, round=one.reopened)}


def test_care_31_the_limits_of_a_new_complaint(taken):
    found = limits(taken())
    assert {name: row.due_at for name, row in found.items()} == {"answer": at(0, 10), "solve": at(2, 14)}
    assert found["answer"].warn_at == at(0, 9, 45)


def test_care_31_urgent_is_solved_within_four_hours(led):
    assert limits(led("classify", severity="urgent"))["solve"].due_at == at(0, 13)
    assert limits(led("classify"))["solve"].due_at == at(2, 14)


def test_care_31_received_in_the_night_the_clock_begins_in_the_morning(taken):
    assert limits(taken(at(0, 22)))["answer"].due_at == at(1, 9, 30)


def test_care_31_a_closed_day_does_not_count(taken, tenants):
    SpecialDay.objects.create(store=tenants.store, day=MONDAY + timedelta(days=1))
    assert limits(taken(at(0, 17, 30)))["answer"].due_at == at(2, 9)


def test_care_31_told_within_24_hours_of_the_solution_and_revisited_after_7_days(led):
    one = led("tell")
    found = limits(one)
    assert found["tell"].started_at == one.solved_at
    assert found["tell"].minutes == 24 * 60
    assert (found["revisit"].started_at, one.revisit_on) == (at(7, 8, 30), MONDAY + timedelta(days=7))
    assert [found[name].kept for name in ("answer", "solve", "tell")] == [True, True, True]
    assert (one.clock, one.due_at) == ("revisit", found["revisit"].due_at)


def test_care_31_waiting_for_the_customer_moves_the_limit_by_exactly_that_time(led, boss):
    one = led("start")
    due = limits(one)["solve"].due_at
    actions.wait(boss, one.pk, "等客户送车", at=at(0, 11))
    waiting = limits(one)["solve"]
    assert (waiting.due_at, waiting.warn_at) == (None, None)
    actions.resume(boss, one.pk, at=at(0, 13))
    assert limits(one)["solve"].due_at == due + timedelta(hours=2)


def test_care_31_too_late_is_written_down(led, boss):
    one = led("start")
    do(boss, one, "solve", at(3, 9))
    assert limits(one)["solve"].kept is False


def test_care_31_every_limit_is_a_policy_of_the_store(taken, actor, tenants):
    admin = actor("group_admin")
    changes = {"first_minutes": 30, "normal_hours": 2, "warn_percent": 50, "head_percent": 200}
    for name, value in changes.items():
        set_value(admin, f"complaints.{name}", value, for_store=tenants.store.pk, valid_from=MONDAY, reason="", at=NINE)
    found = limits(taken())
    assert found["answer"].due_at == at(0, 9, 30)
    assert (found["solve"].warn_at, found["solve"].due_at, found["solve"].last_at) == (at(0, 10), at(0, 11), at(0, 13))


def levels(by, one):
    with scope(by):
        rows = Escalation.objects.filter(complaint=one).order_by("at", "pk")
        return [(row.clock, row.level, row.role) for row in rows]


def test_care_31_escalation_before_and_after_the_limit_each_once(led, boss, tenants):
    one, by = led("classify", severity="urgent"), house(tenants.store)
    told = []
    for hour, minute in ((11, 59), (12, 0), (12, 1), (13, 0), (13, 0), (14, 59), (15, 0), (17, 0)):
        with scope(by):
            told.append(actions.escalate(by, at=at(0, hour, minute)))
    assert told == [0, 1, 0, 1, 0, 0, 1, 0]
    roles = ["team_lead", "service_manager", "general_manager"]
    assert levels(by, one) == [("solve", level, role) for level, role in enumerate(roles, 1)]
    with scope(by):
        said = [item.more for item in flow.conversation(queries.steps(by, one.pk)) if item.icon == "up"]
        assert len(said) == 3
        made = [api.StepOut.from_orm(row).by_name for row in queries.steps(by, one.pk) if row.step == "escalate"]
    assert len(made) == 3
    assert "complaints" not in made, "the house has its own name, in the API too"
    with scope(by):
        assert AuditEntry.objects.filter(verb="complaint.escalate").count() == 3


def test_care_31_nobody_is_told_while_we_wait_or_when_it_is_solved(led, boss, tenants, taken):
    by, waits, solved = house(tenants.store), led("start"), led("solve")
    actions.wait(boss, waits.pk, "等配件到货通知", at=at(0, 11))
    actions.tell(boss, solved.pk, "满意", at=at(0, 11))
    with scope(by):
        assert actions.escalate(by, at=at(4, 9)) == 0
    actions.resume(boss, waits.pk, at=at(4, 9))
    with scope(by):
        assert actions.escalate(by, at=at(5, 18)) == 1


def test_care_31_reopened_the_levels_begin_anew(led, boss, tenants):
    one, by = led("solve", severity="urgent"), house(tenants.store)
    actions.reopen(boss, one.pk, "又响了", at=at(1, 9))
    with scope(by):
        actions.escalate(by, at=at(1, 18))
    assert [row[:2] for row in levels(by, one)] == [("solve", 1), ("solve", 2), ("solve", 3)]
    with scope(by):
        assert set(Escalation.objects.values_list("round", flat=True)) == {1}


def test_care_31_one_statement_however_many_complaints(taken, tenants, django_assert_num_queries, person):
    about = person()
    for _ in range(3):
        taken(about=about)
    by = house(tenants.store)
    with scope(by), django_assert_num_queries(5):
        assert actions.escalate(by, at=at(0, 9, 50)) == 3


def test_care_31_the_board_shows_what_presses(led, taken, boss, actor):
    one, free = led("start", severity="urgent"), taken(at(0, 9, 30))
    with scope(boss):
        found = queries.pressing(boss, at(0, 13, 30))
    assert (found.open, found.late, found.free, found.waiting) == (2, 2, 1, 0)
    assert found.first == [free, one]
    technician = actor("technician")
    with scope(technician):
        assert queries.pressing(technician, NINE) is None
