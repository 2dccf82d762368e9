"""CARE-20: rule R04 goes out by message with its link, once; whoever does not answer is called."""

from datetime import timedelta

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import surveying
from cheyuan.engage.contact.actions import save_script
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.engage.surveys import actions as surveys
from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(tenants):
    surveys.ensure_surveys(tenants.group.pk, at=now())
    return house(tenants.store)


def messages(by):
    with scope(by):
        return list(apps.get_model("channels", "Message").objects.order_by("pk"))


def test_care_20_the_message_of_r04_carries_one_link_per_task(ready, task, fresh, client):
    one = task("R04", channel="message")
    assert (surveying.send(ready, at=now()), surveying.send(ready, at=now())) == (1, 0)
    (message,) = messages(ready)
    assert (message.reason, message.task_id, message.purpose) == ("survey", one.pk, "service")
    assert "陈先生您好" in message.text
    path = message.text[message.text.index("/s/") :].split()[0]
    assert client.get(path).status_code == 200
    waiting = fresh(one)
    assert (waiting.state, waiting.waits_for_customer) == ("open", True)
    assert waiting.next_at - now() > timedelta(days=2)
    with scope(ready):
        assert apps.get_model("surveys", "Invitation").objects.get().origin == f"task:{one.pk}"


def test_care_20_a_script_without_the_link_gets_it_at_its_end(ready, task, actor, client):
    manager = actor("care_manager")
    save_script(manager, "R04", "zh-hans", [("问", "好吗")], "请给我们打分。", at=now())
    task("R04", channel="message")
    surveying.send(ready, at=now())
    (message,) = messages(ready)
    assert message.text.startswith("请给我们打分。 http")


def test_care_20_the_answer_ends_the_task(ready, task, fresh, client):
    one = task("R04", channel="message")
    surveying.send(ready, at=now())
    (message,) = messages(ready)
    path = message.text[message.text.index("/s/") :].split()[0]
    marks = dict.fromkeys(("q_overall", "q_explained", "q_clean", "q_attitude", "q_nps"), "2")
    assert client.post(path, marks).status_code == 200
    done = fresh(one)
    assert (done.state, done.outcome) == ("done", "answered")
    with scope(ready):
        assert apps.get_model("complaints", "Complaint").objects.count() == 1


def test_care_20_who_has_no_address_is_left_to_the_agents(ready, task, person, fresh):
    one = task("R04", channel="message", about=person(phone=""))
    assert surveying.send(ready, at=now()) == 0
    assert fresh(one).next_at is None
    with scope(ready):
        assert not apps.get_model("surveys", "Invitation").objects.exists()


@pytest.mark.parametrize("fields", [{"channel": "call"}, {"state": "done"}, {"attempts": 1}, {"rule": "R12"}])
def test_care_20_other_tasks_are_not_asked(ready, task, fields):
    task(**{"rule": "R04", "channel": "message", **fields})
    assert surveying.send(ready, at=now()) == 0


def test_care_20_the_first_task_brings_the_ready_made_surveys_an_archived_one_asks_nobody(tenants, task, actor):
    assert surveying.send(house(tenants.store), at=now()) == 0
    task("R04", channel="message")
    assert surveying.send(house(tenants.store), at=now()) == 1
    surveys.archive(actor("care_manager"), "delivery", at=now())
    task("R04", channel="message")
    assert surveying.send(house(tenants.store), at=now()) == 0


def test_care_20_the_desk_offers_to_fill_it_in_and_invites_nobody_by_looking(ready, task, client_as):
    one, client = task("R04", channel="message"), client_as("care_agent")
    page = client.get(f"/contact/tasks/{one.pk}").content.decode()
    assert f"/surveys/tasks/{one.pk}" in page
    with scope(ready):
        assert not apps.get_model("surveys", "Invitation").objects.exists()
    assert "/surveys/tasks/" not in client.get(f"/contact/tasks/{task('R09').pk}").content.decode()
