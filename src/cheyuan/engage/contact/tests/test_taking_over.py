"""PLT-04: whose queue is taken over and who gets it hear of it, once for the whole move."""

import re

from django.urls import reverse

from cheyuan.base.inbox import queries as inbox
from cheyuan.base.journal import events as news
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import reactions
from cheyuan.engage.care.events import Given, Taken
from cheyuan.engage.care.models import Task
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now


def notices(by):
    with scope(by):
        return [(row.kind, row.facts["count"]) for row in inbox.waiting(by)]


def test_plt_04_both_sides_of_a_take_over_are_told_once(task, person, actor, tenants, monkeypatch):
    boss, gone, here = actor("care_manager"), actor("care_agent"), actor("care_agent")
    ids = [task(person(), assignee_id=whose).pk for whose in (gone.account_id, gone.account_id, None)]
    told = []
    monkeypatch.setattr(news, "_subscribers", {})
    monkeypatch.setattr("cheyuan.engage.care.actions.tasks.tell", lambda *events: told.extend(events))
    assert len(care.assign(boss, ids, here.account_id, at=now())) == 3
    house = system(tenants.group.pk, (tenants.store.pk,))
    with scope(house):
        for one in [*told, *told]:
            {Given: reactions.given, Taken: reactions.taken}[type(one)](house, one)
    assert (notices(here), notices(gone), notices(boss)) == ([("tasks.given", 3)], [("tasks.taken", 2)], [])


def owners(by, ids):
    with scope(by):
        return [Task.objects.get(pk=id).assignee_id for id in ids]


def way_back(page):
    return re.search(r'data-undo="([^"]+)"', page.content.decode())[1]


def test_care_10_a_queue_handed_over_comes_back_but_for_what_was_touched_since(
    task, person, actor, member, client_as, tenants
):
    boss, gone, here = actor("care_manager"), actor("care_agent"), actor("care_agent")
    ids = [task(person(), assignee_id=gone.account_id).pk for _ in range(3)]
    client = client_as("care_manager", tenants.store)
    passed = client.post(reverse("contact:hand_over", args=[gone.account_id]), {"to": here.account_id}, follow=True)
    assert owners(boss, ids) == [here.account_id] * 3
    care.assign(boss, ids[:1], boss.account_id, at=now())
    assert client.post(way_back(passed)).status_code == 200
    assert owners(boss, ids) == [boss.account_id, gone.account_id, gone.account_id]


def test_care_10_what_nobody_had_is_nobodys_again(task, person, actor, client_as, tenants):
    boss = actor("care_manager")
    actor("care_agent")
    ids = [task(person()).pk for _ in range(2)]
    client = client_as("care_manager", tenants.store)
    passed = client.post(reverse("contact:spread"), follow=True)
    assert None not in owners(boss, ids)
    client.post(way_back(passed))
    assert owners(boss, ids) == [None, None]


def test_care_10_a_way_back_is_believed_only_with_our_signature(task, person, actor, client_as, tenants):
    boss, here = actor("care_manager"), actor("care_agent")
    one = task(person(), assignee_id=here.account_id)
    client = client_as("care_manager", tenants.store)
    passed = client.post(reverse("contact:hand_over", args=[here.account_id]), {"to": ""}, follow=True)
    address = way_back(passed)
    assert client.post(address[:-3] + "abc").status_code == 404
    assert owners(boss, [one.pk]) == [None]
    assert client.post(address).status_code == 200
    assert owners(boss, [one.pk]) == [here.account_id]
