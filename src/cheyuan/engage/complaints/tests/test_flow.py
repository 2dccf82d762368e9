"""CARE-30, CARE-32: taken with all that is known, led step by step, every step in the history, undone where it is safe."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.models import Task
from cheyuan.engage.complaints import actions, queries
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.engage.complaints.moves import COMPLAINT, ORDER
from cheyuan.engage.complaints.tests.conftest import NINE, STEPS, do, house
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(minutes=5)


def test_care_30_numbers_run_per_store_and_year(taken, actor, tenants, person):
    numbers = [taken().number, taken().number]
    sister = actor("care_manager", tenants.sister)
    there = taken(by=sister, about=person(tenants.sister))
    assert (numbers, there.number) == (["T2026-000001", "T2026-000002"], "T2026-000001")


@pytest.mark.parametrize("channel", ["hotline", "site", "wechat", "survey", "listening", "front_desk", "call"])
def test_care_30_every_channel_is_taken(taken, channel):
    one = taken(channel=channel)
    assert (one.channel, one.state, one.severity) == (channel, "received", "normal")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"channel": "pigeon"}, "complaint_channel"),
        ({"kind": "smell"}, "complaint_kind"),
        ({"department": "kitchen"}, "complaint_department"),
        ({"severity": "mild"}, "complaint_severity"),
        ({"text": "  "}, "complaint_words"),
    ],
)
def test_care_30_what_is_not_known_is_refused(taken, boss, given, code):
    with pytest.raises(Refused, match=code):
        taken(**given)
    with scope(boss):
        assert not Complaint.objects.exists()


def test_care_30_a_car_of_somebody_else_or_a_customer_next_door_is_refused(taken, person, tenants):
    one, other, neighbour = person(), person(name="李四"), person(tenants.sister)
    with pytest.raises(Refused, match="complaint_vehicle"):
        taken(about=one, vehicle_id=other.car.pk)
    with pytest.raises(Missing):
        taken(about=one, customer_id=neighbour.pk, vehicle_id=None)


def test_care_30_asked_twice_from_one_origin_is_one_complaint(taken, person):
    about = person()
    assert taken(about=about, origin="survey:7").pk == taken(about=about, origin="survey:7").pk
    assert taken(about=about).pk != taken(about=about).pk


def test_care_30_known_matter_goes_straight_to_whoever_is_in_charge(boss, person):
    one = person()
    heard = actions.Heard("wechat", "空调异响", one.pk, department="service", kind="technical", severity="urgent")
    made = actions.take(boss, boss.store_id, heard, at=NINE, assignee_id=boss.account_id)
    assert (made.state, made.assignee_id, made.severity) == ("assigned", boss.account_id, "urgent")


def test_care_32_the_whole_flow_with_its_history_audit_and_timeline(led, boss):
    one = led("close")
    assert (one.state, one.satisfaction, one.reopened) == ("closed", "yes", 0)
    with scope(boss):
        rows = queries.steps(boss, one.pk)
        assert [row.step for row in rows] == ["receive", *STEPS]
        assert [row.now for row in rows if row.step != "answer"] == list(ORDER)
        verbs = (
            AuditEntry.objects.filter(kind="complaint", object_id=one.pk).order_by("pk").values_list("verb", flat=True)
        )
        assert list(verbs) == [f"complaint.{name}" for name in ("receive", *STEPS)]
        told = TimelineEntry.objects.filter(customer_id=one.customer_id, topic="complaint").order_by("pk")
        assert [row.verb.split(".")[1] for row in told] == ["receive", "answer", "solve", "tell", "revisit", "close"]


@pytest.mark.parametrize("state", STEPS[:-1])
def test_care_32_closing_needs_everything_before_it(led, boss, state):
    one = led(state)
    if state == "revisit":
        assert actions.close(boss, one.pk, at=one.revisited_at).state == "closed"
        return
    with pytest.raises(Conflict, match="wrong_state"):
        actions.close(boss, one.pk, at=LATER)


def test_care_32_the_table_has_no_short_cut():
    for step, sources in (
        ("tell", ["solved"]),
        ("revisit", ["told"]),
        ("close", ["revisited"]),
        ("solve", ["in_work"]),
    ):
        assert COMPLAINT.sources(step) == sources


def test_care_32_reopening_counts_and_begins_the_work_anew(led, boss):
    one = led("close")
    at = one.closed_at + timedelta(days=1)
    again = actions.reopen(boss, one.pk, "又响了", at=at)
    assert (again.state, again.reopened, again.solved_at, again.opened_at) == ("in_work", 1, None, at)
    do(boss, one, "solve", at)
    do(boss, one, "tell", at)
    assert actions.reopen(boss, one.pk, "还是响", at=at).reopened == 2


def test_care_32_waiting_is_a_pause_and_work_ends_it(led, boss):
    one = led("start")
    one = actions.wait(boss, one.pk, "等客户送车", at=NINE + timedelta(hours=2))
    assert one.waits
    with pytest.raises(Conflict, match="complaint_waits"):
        actions.wait(boss, one.pk, "等", at=NINE + timedelta(hours=3))
    one = actions.solve(boss, one.pk, "已更换", at=NINE + timedelta(hours=4))
    assert (one.waits, len(one.pauses), one.pauses[0][1] is not None) == (False, 1, True)


def test_care_32_words_are_needed_where_somebody_else_goes_on(led, boss):
    one = led("start")
    for step in (actions.wait, actions.solve, actions.remark):
        with pytest.raises(Refused, match="complaint_words"):
            step(boss, one.pk, "  ", at=LATER)


@pytest.mark.parametrize("step", [*STEPS, "wait", "reopen", "withdraw"])
def test_plt_60_each_step_is_taken_back_exactly(led, taken, boss, fresh, step):
    before = {"answer": None, "wait": "start", "reopen": "tell", "withdraw": "classify"}
    until = before[step] if step in before else STEPS[STEPS.index(step) - 1]
    one = led(until) if until else taken()
    at = one.revisited_at or NINE + timedelta(days=7 if step == "revisit" else 0, hours=2)
    then = values(fresh(one))
    do(boss, one, step, at)
    assert values(fresh(one)) != then
    actions.undo(boss, one.pk, at=at + timedelta(minutes=1))
    assert values(fresh(one)) == then
    with scope(boss):
        assert [row.step for row in queries.steps(boss, one.pk)][-2:] == [step, "undo"]


def values(one):
    left = {"_state", "updated_at"}
    clocks = ()
    with scope(house(one.store)):
        clocks = tuple(sorted(one.clocks.values_list("name", "round", "due_at", "stopped_at", "kept"), key=str))
        tasks = tuple(Task.objects.filter(rule="R18", state="open").values_list("cycle", flat=True))
    return {name: value for name, value in one.__dict__.items() if name not in left} | {
        "clocks": clocks,
        "tasks": tasks,
    }


def test_plt_60_undo_is_for_oneself_and_for_a_while(led, boss, actor):
    one = led("start")
    colleague = actor("care_manager")
    at = NINE + timedelta(minutes=45)
    with pytest.raises(Denied, match="complaint_others"):
        actions.undo(colleague, one.pk, at=at)
    with pytest.raises(Conflict, match="complaint_late"):
        actions.undo(boss, one.pk, at=at + timedelta(hours=1))
    actions.undo(boss, one.pk, at=at)
    actions.undo(boss, one.pk, at=at)
    assert queries_state(boss, one) == "classified"


def queries_state(by, one):
    with scope(by):
        return queries.complaint(by, one.pk).state


def test_care_32_the_history_cannot_be_changed_only_its_words_emptied(led, boss):
    one = led("start")
    with scope(boss):
        Step.objects.filter(complaint=one).update(note="")
        for change in ("UPDATE complaints_step SET step = 'close'", "DELETE FROM complaints_step"):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_care_r18_a_task_of_the_rule_is_offered_seven_days_after_the_result(led, boss):
    one = led("tell")
    with scope(boss):
        task = Task.objects.get(rule="R18")
    assert (task.customer_id, task.role, task.cycle) == (one.customer_id, "care_agent", f"{one.number}/0")
    assert str(task.offer_on) == "2026-11-23" == str(one.revisit_on)
    do(boss, one, "revisit", NINE + timedelta(days=7))
    with scope(boss):
        assert Task.objects.get(rule="R18").state == "done"


def test_care_r18_before_its_day_only_a_satisfied_customer_counts_as_revisited(led, boss):
    one = led("tell")
    with pytest.raises(Refused, match="complaint_early"):
        actions.revisit(boss, one.pk, "no", at=NINE + timedelta(days=1))
    assert actions.revisit(boss, one.pk, "yes", at=NINE + timedelta(days=1)).state == "revisited"


def test_care_r18_reopened_the_call_is_no_longer_needed(led, boss):
    one = led("tell")
    actions.reopen(boss, one.pk, "又响了", at=NINE + timedelta(days=2))
    with scope(boss):
        assert (Task.objects.get(rule="R18").state, Task.objects.get(rule="R18").reason) == (
            "closed",
            "complaint_reopened",
        )


def test_p2_two_at_once_one_step(led, boss):
    one = led("assign")
    stale = Complaint(**{name: getattr(one, name) for name in ("pk", "state")})
    do(boss, one, "start", LATER)
    with pytest.raises(Conflict, match="wrong_state"):
        do(boss, stale, "start", LATER)


def test_p9_others_see_and_work_on_what_is_theirs_only(led, boss, actor, taken):
    advisor, desk = actor("service_advisor"), actor("front_desk")
    one, other = led("classify"), taken()
    actions.assign(boss, one.pk, advisor.account_id, at=LATER)
    with scope(advisor):
        assert list(queries.complaints(advisor)) == [one]
    assert actions.start(advisor, one.pk, at=LATER).state == "in_work"
    with pytest.raises(Missing):
        actions.answer(advisor, other.pk, "您好", at=LATER)
    with pytest.raises(Denied):
        actions.close(advisor, one.pk, at=LATER)
    mine = taken(by=desk)
    with scope(desk):
        assert list(queries.complaints(desk)) == [mine]
    with pytest.raises(Denied):
        taken(by=actor("technician"))
