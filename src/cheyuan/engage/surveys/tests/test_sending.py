"""CARE-20: a survey as a message to one, to many and from a task, under the contact policy (CARE-08), once in its time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.addresses import key_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, queries
from cheyuan.engage.surveys.shipped import SURVEYS
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.site.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def messages(rows, store):
    return rows(store, "channels.Message")


def test_care_20_one_customer_is_asked_by_message_with_its_reason(boss, person, rows, tenants):
    one = person()
    sent = actions.send(boss, one.pk, "service", vehicle_id=one.car.pk, at=now())
    message = messages(rows, tenants.store)[0]
    invitation = rows(tenants.store, "surveys.Invitation")[0]
    assert sent.asked == [one.pk]
    assert (message.channel, message.purpose, message.reason, message.state) == (
        "sms",
        "service",
        "survey_asked",
        "held",
    )
    assert message.text.startswith("陈先生您好，这里是天河店。")
    with scope(boss):
        assert actions.link_of(invitation) in message.text
    assert (invitation.vehicle_id, invitation.channel) == (one.car.pk, "message")


def test_care_20_within_its_time_nobody_is_asked_twice(boss, person, rows, tenants):
    one = person()
    actions.send(boss, one.pk, "service", at=now() - timedelta(days=89))
    with pytest.raises(Refused, match="survey_not_sent") as refused:
        actions.send(boss, one.pk, "service", at=now())
    assert refused.value.facts["why"] == "survey_asked_already"
    actions.send(boss, one.pk, "delivery", at=now())
    actions.send(boss, one.pk, "service", at=now() + timedelta(days=3))
    assert len(messages(rows, tenants.store)) == 3


def test_care_20_two_at_once_ask_once(boss, person, rows, tenants):
    one = person()
    answers = at_once(*[lambda: actions.send_many(boss, [one.pk], "service", at=now())] * 3)
    assert sorted(len(sent.asked) for sent in answers) == [0, 0, 1]
    assert len(messages(rows, tenants.store)) == len(rows(tenants.store, "surveys.Invitation")) == 1


def test_care_08_many_are_judged_and_each_left_out_has_a_reason(boss, person, rows, tenants):
    fine, silent = person(phone="13800138001"), person(phone="")
    refusing = person(phone="13800138002", phone_key=key_of(boss.group_id, "13800138002"))
    channels.refuse(boss, address="13800138002", channel="sms", purpose="service", source="call", at=now())
    sent = actions.send_many(boss, [fine.pk, silent.pk, refusing.pk], "service", at=now())
    assert sent.asked == [fine.pk]
    assert sent.left == {silent.pk: "no_address", refusing.pk: "refused"}
    assert [row.reason for row in messages(rows, tenants.store)] == ["survey_many"]
    assert [row.customer_id for row in rows(tenants.store, "surveys.Invitation")] == [fine.pk]


def test_care_08_a_survey_about_other_matters_asks_for_consent(boss, person, rows, tenants):
    one = person()
    words = {"zh": "车友会"}
    items = actions.Draft("other", words, words, words, _items())
    actions.save_survey(boss, items, at=now())
    code = rows_of_survey(boss)
    assert actions.send_many(boss, [one.pk], code, at=now()).left == {one.pk: "no_consent"}


def _items():
    return SURVEYS[0].items


def rows_of_survey(boss):
    with scope(boss):
        return next(one.survey.code for one in queries.surveys(boss) if one.survey.about == "other")


def test_care_20_many_are_asked_by_the_same_few_questions(boss, person):
    some = [person(phone=f"1380013{number:04d}").pk for number in range(40)]

    def asked(ids):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert len(actions.send_many(boss, ids, "service", at=now()).asked) == len(ids)
        return len([one for one in seen if "INSERT INTO channels_message" not in one["sql"]])

    few = asked(some[:4])
    assert asked(some[4:]) <= few + 2, "what is asked does not grow with the number of people"


def test_care_20_from_a_care_task_once(boss, task, rows, tenants):
    one = task("R04")
    actions.send_for_task(boss, one.pk, at=now())
    with pytest.raises(Conflict, match="survey_sent"):
        actions.send_for_task(boss, one.pk, at=now())
    message = messages(rows, tenants.store)[0]
    assert (message.intent, message.reason) == (f"task:{one.pk}:survey", "survey_asked")


def test_care_20_rights_and_stores(actor, boss, person, tenants):
    one = person()
    with pytest.raises(Denied):
        actions.send_many(actor("care_agent"), [one.pk], "service", at=now())
    other = actor("care_manager", tenants.sister)
    with pytest.raises(Missing):
        actions.send(other, one.pk, "service", at=now())
    assert actions.send_many(other, [one.pk], "service", at=now()).asked == []


def test_care_20_on_the_pages(client_as, boss, person, rows, task, tenants):
    desk, one = client_as("care_manager"), person()
    page = desk.get(f"/surveys/invite?customer={one.pk}").content.decode()
    assert 'value="message"' in page
    form = {"customer_id": one.pk, "code": "service", "vehicle_id": one.car.pk, "way": "message"}
    assert desk.post("/surveys/invite", form).status_code == 302
    again = desk.post("/surveys/invite", form)
    assert (again.status_code, "近期" in again.content.decode()) == (422, True)
    assert desk.post(f"/surveys/tasks/{task('R04', person(phone='13800138009')).pk}/send").status_code == 204
    second = person(phone="13800138010")
    bulk = desk.post("/customers/list/bulk", {"do": "survey", "survey-code": "service", "id": [second.pk], "query": ""})
    assert bulk.status_code == 302
    reasons = [row.reason for row in messages(rows, tenants.store)]
    assert sorted(reasons) == ["survey_asked", "survey_asked", "survey_many"]
    outbox = desk.get("/messages/").content.decode()
    assert "向选定客户批量发送的问卷" in outbox
