"""CARE-20, CARE-21: one answer per invitation, a low one opens one complaint, a question has its clock."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, links, queries
from cheyuan.engage.surveys.actions import answering, following
from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.engage.surveys.models import Answer
from cheyuan.engage.surveys.queries.questions import OpenQuestions
from cheyuan.engage.surveys.sheet import items
from cheyuan.engage.surveys.tests.conftest import house, marks
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.site.testing.threads import at_once

TOGETHER = 5


@pytest.mark.django_db(transaction=True)
def test_care_20_of_many_at_once_one_answer_counts(invited, rows, tenants):
    one = invited()
    by = links.guest(one.store_id)
    answers = at_once(*(lambda: actions.answer(by, one.pk, marks(3), at=now()) for _ in range(TOGETHER)))
    refused = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(refused) == TOGETHER - 1
    assert {answer.code for answer in refused} == {"survey_answered"}
    assert len(rows(tenants.store, "surveys.Answer")) == 1
    assert len(rows(tenants.store, "complaints.Complaint")) == 1


def careless(by, one):
    """Look first, write later, without lock and condition."""
    with scope(by):
        asked = items(one.version.questions)
        answering._row(by, one, marks(9), asked, now(), "").save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_care_20_control_without_lock_and_constraint_it_counts_several_times(invited, rows, tenants, owner_connection):
    one = invited()
    by = links.guest(one.store_id)
    answers = at_once(*(lambda: careless(by, one) for _ in range(TOGETHER)))
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == TOGETHER - 1, "the second wall alone"
    owner_connection.execute("DELETE FROM surveys_answer")
    owner_connection.execute("ALTER TABLE surveys_answer DROP CONSTRAINT answer_once")
    owner_connection.commit()
    at_once(*(lambda: careless(by, one) for _ in range(TOGETHER)))
    assert len(rows(tenants.store, "surveys.Answer")) == TOGETHER


@pytest.mark.django_db(transaction=True)
def test_care_21_the_complaint_of_an_answer_is_opened_exactly_once(answered, rows, tenants):
    row = answered(4)

    def again():
        with scope(house(tenants.store)):
            one = Answer.objects.select_related("version__survey").get(pk=row.pk)
            following.complaint(house(tenants.store), one, one.version, items(one.version.questions), now())

    at_once(*(again for _ in range(TOGETHER)))
    assert len(rows(tenants.store, "complaints.Complaint")) == 1


@pytest.mark.django_db(transaction=True)
def test_care_21_control_without_its_origin_there_are_several(answered, rows, tenants, monkeypatch):
    row = answered(4)
    heard = following.complaints.Heard
    monkeypatch.setattr(following.complaints, "Heard", lambda *a, **k: heard(*a, **{**k, "origin": ""}))
    with scope(house(tenants.store)):
        one = Answer.objects.select_related("version__survey").get(pk=row.pk)
        for _ in range(2):
            following.complaint(house(tenants.store), one, one.version, items(one.version.questions), now())
    assert len(rows(tenants.store, "complaints.Complaint")) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("score", "opened"), [(0, True), (6, True), (7, False), (10, False)])
def test_care_21_up_to_six_of_ten_opens_a_complaint(invited, rows, tenants, score, opened):
    one = invited()
    given = Given({**marks(10).values, "nps": score})
    row = actions.answer(links.guest(one.store_id), one.pk, given, at=now())
    found = rows(tenants.store, "complaints.Complaint")
    assert (bool(found), row.low) == (opened, opened)
    if opened:
        (complaint,) = found
        assert row.complaint_id == complaint.pk
        assert (complaint.channel, complaint.origin) == ("survey", f"survey:{row.pk}")
        assert (complaint.customer_id, complaint.vehicle_id) == (row.customer_id, row.vehicle_id)
        assert (complaint.department, complaint.state) == ("sales", "received")
        assert f"{score}" in complaint.text


@pytest.mark.django_db
def test_care_21_the_complaint_says_what_was_low_and_what_was_said(answered, rows, tenants):
    answered(3, words="等了三个小时")
    (complaint,) = rows(tenants.store, "complaints.Complaint")
    assert "交车满意度" in complaint.text
    assert "销售顾问的态度" in complaint.text
    assert "等了三个小时" in complaint.text


@pytest.mark.django_db
def test_care_21_the_limit_is_a_policy_of_the_store(answered, actor, person, rows, tenants):
    manager = actor("general_manager")
    today = day_of(now())
    set_value(manager, "surveys.low_score", 8, for_store=tenants.store.pk, valid_from=today, reason="", at=now())
    assert answered(8).complaint_id
    set_value(manager, "surveys.low_opens", False, for_store=tenants.store.pk, valid_from=today, reason="", at=now())
    row = answered(1, about=person(name="李雷"))
    assert (row.low, row.complaint_id) == (True, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"overall": None}, "survey_required", "overall"), ({"overall": 0}, "survey_value", "overall"),
        ({"overall": 11}, "survey_value", "overall"), ({"nps": -1}, "survey_value", "nps"),
        ({"overall": True}, "survey_value", "overall"), ({"overall": "9"}, "survey_value", "overall"),
        ({"ontime": "never"}, "survey_value", "ontime"), ({"overall": [9]}, "survey_value", "overall"),
    ],
)  # fmt: skip
def test_care_20_what_was_not_offered_is_refused(invited, change, code, field):
    one = invited()
    with pytest.raises(Refused) as refused:
        actions.answer(links.guest(one.store_id), one.pk, Given({**marks(9).values, **change}), at=now())
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


@pytest.mark.django_db
def test_care_20_what_was_not_asked_is_left_out(invited):
    one = invited()
    row = actions.answer(links.guest(one.store_id), one.pk, Given({**marks(9).values, "mood": 1}), at=now())
    assert "mood" not in row.values


@pytest.mark.django_db
def test_care_20_after_its_time_a_link_answers_nothing(invited):
    one = invited()
    with pytest.raises(Conflict, match="survey_expired"):
        actions.answer(links.guest(one.store_id), one.pk, marks(9), at=one.expires_at)


@pytest.mark.django_db
def test_care_20_the_guest_of_one_store_cannot_answer_in_another(invited, tenants):
    one = invited()
    for store in (tenants.sister, tenants.stranger):
        with pytest.raises(Missing):
            actions.answer(links.guest(store.pk), one.pk, marks(9), at=now())


@pytest.mark.django_db
def test_care_20_an_agent_fills_it_in_for_the_same_invitation(boss, actor, task, rows, tenants):
    one = task()
    agent = actor("care_agent", name="何专员")
    with scope(boss):
        link = actions.link_for_task(boss, one, at=now())
        assert actions.link_for_task(boss, one, at=now()) == link, "one invitation per task, one link"
    row = actions.fill_in(agent, one.pk, marks(5), at=now())
    assert (row.channel, row.by_name, bool(row.complaint_id)) == ("agent", "何专员", True)
    (invitation,) = rows(tenants.store, "surveys.Invitation")
    assert (invitation.origin, invitation.state) == (f"task:{one.pk}", "answered")
    (now_done,) = rows(tenants.store, "care.Task", pk=one.pk)
    assert (now_done.state, now_done.outcome) == ("done", "answered")
    with pytest.raises(Conflict, match="survey_answered"):
        actions.fill_in(agent, one.pk, marks(9), at=now())
    with pytest.raises(Denied):
        actions.fill_in(actor("technician"), one.pk, marks(9), at=now())


@pytest.mark.django_db
def test_care_20_a_call_about_a_visit_stays_open_for_its_outcome(boss, actor, task, rows, tenants):
    one = task("R06", channel="call")
    asked = {**dict.fromkeys(("overall", "quality", "waiting", "price", "attitude"), 9), "nps": 10}
    actions.fill_in(actor("care_agent"), one.pk, Given(asked), at=now())
    assert rows(tenants.store, "care.Task", pk=one.pk)[0].state == "open"


@pytest.mark.django_db
def test_care_20_the_agents_page(client_as, boss, task, rows, tenants):
    one, client = task(), client_as("care_agent")
    assert client.get(f"/surveys/tasks/{one.pk}").status_code == 200
    assert not rows(tenants.store, "surveys.Invitation"), "looking invites nobody"
    given = {f"q_{key}": "9" for key in ("overall", "explained", "clean", "attitude", "nps")}
    assert client.post(f"/surveys/tasks/{one.pk}", given).status_code == 302
    assert len(rows(tenants.store, "surveys.Answer")) == 1
    assert "/surveys/answers/" in client.get(f"/surveys/tasks/{one.pk}").content.decode()


@pytest.mark.django_db
def test_care_21_a_question_is_due_within_two_days(answered, actor, rows, tenants):
    at = now() - timedelta(hours=50)
    row = answered(9, at=at, question="什么时候可以上牌？")
    (one,) = rows(tenants.store, "surveys.Question")
    assert (one.text, one.due_at) == ("什么时候可以上牌？", at + timedelta(hours=48))
    agent = actor("care_agent", name="何专员")
    with scope(agent):
        assert queries.open_questions(agent, now()) == OpenQuestions(1, 1)
    with pytest.raises(Refused, match="survey_reply"):
        actions.reply(agent, one.pk, " ", at=now())
    done = actions.reply(agent, one.pk, "周五就可以。", at=now())
    assert (done.replied_by_name, done.answer_id) == ("何专员", row.pk)
    with pytest.raises(Conflict, match="survey_replied"):
        actions.reply(actor("care_manager"), one.pk, "晚了", at=now())
    with scope(agent):
        assert queries.open_questions(agent, now()).open == 0


@pytest.mark.django_db
def test_care_21_no_question_no_clock(answered, rows, tenants):
    answered(9)
    assert not rows(tenants.store, "surveys.Question")


@pytest.mark.django_db
def test_care_20_the_timeline_of_the_customer_tells_it(answered, rows, tenants):
    row = answered(8, question="几点开门？")
    said = rows(tenants.store, "journal.TimelineEntry", customer_id=row.customer_id)
    assert [one.verb for one in said] == ["survey.invited", "survey.answered", "survey.asked"]
    assert said[1].facts == {"survey": "交车满意度", "score": "8"}


@pytest.mark.django_db
def test_p9_advisors_see_what_is_about_them(answered, actor, person, member):
    mine = member("sales_consultant")
    row = answered(9, about=person(name="李雷", consultant_id=mine.pk))
    other = answered(9, about=person(name="韩梅"))
    by = actor("sales_consultant")
    own = type(by)(**{**by.__dict__, "account_id": mine.pk})
    with scope(own):
        assert [one.pk for one in queries.answers(own)] == [row.pk]
        with pytest.raises(Missing):
            queries.answer(own, other.pk)
