"""CARE-12, CARE-30, R18: a complaint in a call opens one, its answer is the first answer, its revisit comes back to it."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import actions as complaints
from cheyuan.engage.complaints import queries
from cheyuan.engage.contact import actions
from cheyuan.engage.contact.answers import Answer
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Conflict

pytestmark = pytest.mark.django_db
NINE = moment(date(2026, 11, 16), 9)


def only(by, name="complaints.Complaint", **where):
    with scope(by):
        return apps.get_model(name).objects.get(**where)


@pytest.fixture
def heard(actor, task):
    """A complaint said in a call: (agent, boss, attempt)."""
    agent, boss = actor("care_agent"), actor("care_manager")
    attempt = actions.report(agent, task(at=NINE).pk, Answer("complaint", complaint="等了两小时"), at=NINE)
    return agent, boss, attempt


def test_care_30_a_complaint_in_a_call_opens_one(heard):
    agent, boss, attempt = heard
    one = only(boss)
    assert (one.channel, one.text, one.customer_id) == ("call", "等了两小时", attempt.customer_id)
    assert (one.vehicle_id, one.taken_by_id, one.state) == (attempt.vehicle_id, agent.account_id, "received")


def test_care_31_the_answer_of_the_task_is_the_first_answer(heard):
    _agent, boss, _attempt = heard
    task = only(boss, "care.Task", rule="X02")
    actions.answer_complaint(boss, task.pk, words="已致歉", at=NINE + timedelta(minutes=20))
    one = only(boss)
    assert one.answered_at == NINE + timedelta(minutes=20)
    assert one.clock == "solve"


def test_care_31_answered_on_its_page_the_task_is_done(heard):
    _agent, boss, _attempt = heard
    complaints.answer(boss, only(boss).pk, "已致歉", at=NINE + timedelta(minutes=5))
    assert only(boss, "care.Task", rule="X02").state == "done"


def test_plt_60_undoing_the_call_withdraws_the_complaint(heard):
    agent, boss, attempt = heard
    actions.undo(agent, attempt.pk, at=NINE + timedelta(minutes=2))
    one = only(boss)
    assert (one.state, one.due_at) == ("withdrawn", None)
    assert only(boss, "care.Task", rule="X02").state == "closed"


def test_plt_60_a_complaint_that_is_in_work_is_not_undone_with_the_call(heard):
    agent, boss, attempt = heard
    one, at = only(boss), NINE + timedelta(minutes=1)
    complaints.classify(boss, one.pk, department="service", kind="waiting", severity="normal", at=at)
    complaints.assign(boss, one.pk, boss.account_id, at=at)
    complaints.start(boss, one.pk, at=at)
    with pytest.raises(Conflict, match="wrong_state"):
        actions.undo(agent, attempt.pk, at=NINE + timedelta(minutes=2))
    assert only(boss).state == "in_work"


@pytest.fixture
def told(heard):
    """(agent, boss, the R18 task on its day, that day at ten)."""
    agent, boss, _attempt = heard
    one, at = only(boss), NINE + timedelta(minutes=10)
    complaints.answer(boss, one.pk, "已致歉", at=at)
    complaints.classify(boss, one.pk, department="service", kind="waiting", severity="normal", at=at)
    complaints.assign(boss, one.pk, boss.account_id, at=at)
    complaints.start(boss, one.pk, at=at)
    complaints.solve(boss, one.pk, "调整了排班", at=at)
    complaints.tell(boss, one.pk, "客户接受", at=at)
    return agent, boss, only(boss, "care.Task", rule="R18"), NINE + timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (Answer("will_come", note="好多了"), "yes"),
        (Answer("booked", what="检查"), "partly"),
        (Answer("refused", why="unhappy"), "no"),
    ],
)
def test_care_r18_what_came_of_the_call_is_the_revisit(told, answer, content):
    agent, boss, task, at = told
    if answer.outcome == "booked":
        answer = Answer("booked", what="检查", book_at=moment((at + timedelta(days=1)).date(), 10))
    attempt = actions.report(agent, task.pk, answer, at=at)
    assert (only(boss).state, only(boss).satisfaction) == ("revisited", content)
    actions.undo(agent, attempt.pk, at=at + timedelta(minutes=1))
    assert (only(boss).state, only(boss).satisfaction) == ("told", "")
    assert only(boss, "care.Task", rule="R18").state == "open"


def test_care_r18_not_reached_three_times_counts_as_unreached(told):
    agent, boss, task, at = told
    for days, hour in ((0, 10), (1, 15), (2, 19)):
        assert only(boss).state == "told"
        moment_ = moment((at + timedelta(days=days)).date(), hour)
        actions.report(agent, task.pk, Answer("no_answer"), at=moment_)
    assert (only(boss).state, only(boss).satisfaction) == ("revisited", "unreached")


def test_care_32_complained_again_in_the_revisit_it_is_the_same_complaint_reopened(told):
    agent, boss, task, at = told
    attempt = actions.report(agent, task.pk, Answer("complaint", complaint="还是等"), at=at)
    one = only(boss)
    assert (one.state, one.reopened, only(boss, "care.Task", rule="R18").state) == ("in_work", 1, "done")
    with scope(boss):
        assert queries.steps(boss, one.pk)[-1].note == "还是等"
    actions.undo(agent, attempt.pk, at=at + timedelta(minutes=1))
    assert (only(boss).state, only(boss).reopened) == ("told", 0)
    assert only(boss, "care.Task", rule="R18").state == "open"
