"""CARE-R19, CARE-R20: what an important guest says is passed on; a low score in an interview opens a finding."""

from datetime import date, timedelta

import pytest
from django.db import connection

from cheyuan.base.inbox import queries as inbox
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits import actions, finding, queries
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.contact import actions as contact
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.engage.interviews import queries as interviews
from cheyuan.engage.interviews.events import Low, TakenBack
from cheyuan.engage.interviews.models import Interview
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.customers import persons
from cheyuan.records.customers.persons import Subject
from cheyuan.records.receptions import actions as receptions
from cheyuan.records.receptions.actions import Visit

pytestmark = pytest.mark.django_db
CAME = moment(date(2026, 11, 20), 10)
AT = moment(date(2026, 11, 21), 10)
TALKED = Answer("talked", score=4, missing="等了半小时没人理", said="销售一直看手机", note="语气平和")


@pytest.fixture
def staff(actor):
    """Agent, consultant, sales manager, another consultant."""
    roles = ("care_agent", "sales_consultant", "sales_manager", "sales_consultant")
    return [actor(role, name=name) for role, name in zip(roles, ("安", "席", "沈", "乙"), strict=True)]


@pytest.fixture
def visit(staff, actor):
    """A visitor whom the consultant received."""
    asked = Visit("new_car", name="张新", phone="13900001111", received_by_id=staff[1].account_id, came_at=CAME)
    return receptions.receive(actor("front_desk"), staff[0].store_ids[0], asked, at=CAME)


@pytest.fixture
def call(visit, task):
    """``call("R20")`` → the task that the plan makes of it."""

    def make(rule="R20", **facts):
        facts = {"visited_on": str(day_of(CAME)), **facts}
        if rule == "R20":
            facts |= {"reception": visit.pk}
        about = visit.customer
        return task(rule, about=about, at=AT, facts=facts, vehicle=None, subject_kind="customer", subject_id=about.pk,
                    subject=about.cust_no)  # fmt: skip

    visit.customer.car = type("NoCar", (), {"pk": None, "vin": ""})()
    return make


def hear(tenants, react, *news):
    by = house(tenants.store)
    with scope(by):
        for one in news:
            react(by, one)


def told(by, kind):
    with scope(by):
        return [row.facts for row in inbox.waiting(by) if row.kind == kind]


def asked(staff, one, answer=TALKED):
    """Report the call; answers the interview."""
    contact.report(staff[0], one.pk, answer, at=AT)
    with scope(staff[0]):
        return interviews.of_task(staff[0], one.pk)


def found(staff, tenants, one, answer=TALKED):
    """The finding that follows."""
    said = asked(staff, one, answer)
    hear(tenants, finding.low, *[Low(said.store_id, said.pk)] * 2)
    with scope(staff[2]):
        return queries.audits(staff[2]).get()


def test_care_r20_an_interview_is_kept_with_who_received(staff, call, visit):
    said = asked(staff, call())
    assert (said.score, said.low, said.department, said.received_by_id) == (4, True, "sales", staff[1].account_id)
    assert (said.missing, said.words, said.reception_id) == (TALKED.missing, TALKED.said, visit.pk)
    with scope(staff[0]):
        months = interviews.months(staff[0], date(2026, 11, 30), 2)
        assert TimelineEntry.objects.filter(verb="interview.noted", customer_id=visit.customer_id).exists()
    assert [(one.name, one.count, one.mean, one.low) for one in months[0].people] == [("席", 1, 4.0, 1)]
    assert months[1].whole is None


@pytest.mark.parametrize(("score", "code"), [(None, "answer_missing"), (0, "interview_score"), (11, "interview_score")])
def test_care_r20_an_interview_needs_a_score_of_one_to_ten(staff, call, score, code):
    one = call()
    with pytest.raises(Refused) as refused:
        contact.report(staff[0], one.pk, Answer("talked", score=score), at=AT)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "score")


@pytest.mark.parametrize("rule", ["R19", "R20"])
def test_care_r19_a_call_about_a_visit_opens_though_nothing_is_to_be_booked(call, client_as, tenants, rule):
    one = call(rule, showroom=True, workshop=False)
    page = client_as("care_agent", tenants.store).get(f"/contact/tasks/{one.pk}")
    assert page.status_code == 200
    assert ('name="score"' in page.content.decode()) is (rule == "R20")


def test_care_r20_talked_to_belongs_to_visits(staff, task):
    with pytest.raises(Refused) as refused:
        contact.report(staff[0], task("R09", at=AT).pk, Answer("talked"), at=AT)
    assert refused.value.code == "outcome_unfit"


def test_care_r20_a_low_score_opens_one_finding_for_the_departments_manager(staff, call, tenants):
    row = found(staff, tenants, call())
    assert (row.rule, row.state, row.score, row.agent_id, row.department) == (
        "R20",
        "failed",
        40,
        staff[1].account_id,
        "sales",
    )
    assert TALKED.missing in row.findings
    assert told(staff[2], finding.FINDING) == [{"score": 4, "who": "席"}]
    assert told(staff[1], finding.FINDING) == [{"score": 4, "who": "席"}]
    with scope(staff[3]), pytest.raises(Missing):
        queries.audit(staff[3], row.pk)


@pytest.mark.parametrize(("score", "low"), [(6, True), (7, False)])
def test_care_r20_the_policy_says_what_is_low(staff, call, score, low):
    assert asked(staff, call(), Answer("talked", score=score)).low is low


def test_care_r20_the_manager_answers_the_finding_once_and_it_is_not_judged(staff, call, tenants, boss, actor):
    row = found(staff, tenants, call())
    for nobody in (boss, actor("service_manager"), staff[3]):
        with pytest.raises((Denied, Missing)):
            actions.answer(nobody, row.pk, "好", at=AT)
    with pytest.raises(Conflict):
        actions.reopen(boss, row.pk, at=AT)
    answered = actions.answer(staff[2], row.pk, "晨会重讲接待流程", at=AT)
    assert answered.answered_by_name == "沈"
    assert told(staff[2], finding.FINDING) == []
    with pytest.raises(Conflict):
        actions.answer(staff[1], row.pk, "我也说", at=AT)


def test_care_r20_findings_are_no_figures_of_audited_calls(staff, call, tenants, boss):
    row = found(staff, tenants, call())
    with scope(boss):
        assert queries.figures(boss, row.month) == []
        assert queries.failed(boss, boss.store_id, row.month) == []


def test_care_r20_taken_back_the_interview_and_its_finding_go(staff, call, tenants):
    one = call()
    row = found(staff, tenants, one)
    with scope(staff[0]):
        attempt = row.attempt_id
    contact.undo(staff[0], attempt, at=AT + timedelta(minutes=2))
    with scope(staff[0]):
        assert interviews.of_task(staff[0], one.pk) is None
    hear(tenants, finding.taken_back, TakenBack(row.store_id, 0, one.pk))
    with scope(staff[2]):
        assert not Audit.objects.exists()
    assert told(staff[2], finding.FINDING) == []
    assert asked(staff, one, Answer("talked", score=9)).score == 9


def test_care_r19_the_result_reaches_who_received_and_the_manager(staff, call, actor):
    service, other = actor("service_manager"), actor("sales_manager")
    contact.report(staff[0], call("R19", showroom=True, workshop=False).pk, Answer("talked", note="很满意"), at=AT)
    for one in (staff[1], staff[2], other):
        assert told(one, "guest.result") == [
            {"name": "张新", "outcome": "talked", "words": "很满意", "day": "2026-11-20"}
        ]
    assert told(staff[3], "guest.result") == told(service, "guest.result") == []


def test_care_r19_after_the_workshop_the_service_is_told(staff, call, actor):
    service = actor("service_manager")
    contact.report(staff[0], call("R19", showroom=False, workshop=True).pk, Answer("refused", why="no_time"), at=AT)
    assert len(told(service, "guest.result")) == 1


def test_care_r19_while_the_call_goes_on_and_after_taking_it_back_nobody_is_told(staff, call):
    one = call("R19", showroom=True, workshop=False)
    contact.report(staff[0], one.pk, Answer("no_answer"), at=AT)
    assert told(staff[2], "guest.result") == []
    later = AT + timedelta(days=1)
    done = contact.report(staff[0], one.pk, Answer("talked"), at=later)
    assert len(told(staff[2], "guest.result")) == 1
    contact.undo(staff[0], done.pk, at=later)
    assert told(staff[2], "guest.result") == []
    contact.report(staff[0], one.pk, Answer("talked"), at=later + timedelta(minutes=5))
    assert len(told(staff[2], "guest.result")) == 1


def test_ppl_08_erased_the_score_stays_and_the_words_go(staff, call, tenants, visit):
    asked(staff, call())
    by = house(tenants.store)
    with scope(by):
        subject = Subject(by, visit.customer, AT, "张新", frozenset())
        for part in persons.parts():
            if part.key in ("interviews", "receptions"):
                part.erase(subject)
        left = Interview.objects.get()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (left.score, left.missing, left.words, left.reception_id) == (4, "", "", None)


def test_care_r20_pages_show_the_form_the_scores_and_the_finding(staff, call, tenants, client_as):
    one = call()
    agent, manager = client_as("care_agent"), client_as("sales_manager")
    form = agent.get(f"/contact/tasks/{one.pk}", follow=True).content.decode()
    assert 'name="score"' in form
    assert 'value="will_come"' not in form
    row = found(staff, tenants, one)
    scores = manager.get("/interviews/").content.decode()
    assert "席" in scores
    assert TALKED.missing in scores
    page = manager.get(f"/audits/{row.pk}").content.decode()
    assert TALKED.said in page
    assert 'name="words"' in page
    with scope(staff[0]):
        said = Interview.objects.get()
    assert TALKED.said in manager.get(f"/interviews/{said.pk}").content.decode()
    assert client_as("sales_consultant").get(f"/interviews/{said.pk}").status_code == 404
