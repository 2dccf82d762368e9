"""PLT-04: whose queue is taken over and who gets it hear of it, once for the whole move."""

from cheyuan.base.inbox import queries as inbox
from cheyuan.base.journal import events as news
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import reactions
from cheyuan.engage.care.events import Given, Taken
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
    assert care.assign(boss, ids, here.account_id, at=now()) == 3
    house = system(tenants.group.pk, (tenants.store.pk,))
    with scope(house):
        for one in [*told, *told]:
            {Given: reactions.given, Taken: reactions.taken}[type(one)](house, one)
    assert (notices(here), notices(gone), notices(boss)) == ([("tasks.given", 3)], [("tasks.taken", 2)], [])
