"""PLT-04: escalations and assignments reach the people meant, once, and go when the complaint is solved."""

from cheyuan.base.inbox import queries as inbox
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import reactions
from cheyuan.engage.complaints.events import Assigned, Escalated, Settled
from cheyuan.kernel.actor import system


def notices(by):
    with scope(by):
        return [(row.kind, row.facts.get("level")) for row in inbox.waiting(by)]


def hear(tenants, react, *news):
    house = system(tenants.group.pk, (tenants.store.pk,))
    with scope(house):
        for one in news:
            react(house, one)


def test_plt_04_each_level_replaces_the_one_before_and_is_told_once(taken, actor, tenants):
    manager, boss = actor("care_manager"), actor("general_manager")
    one = taken()
    first, second = (Escalated(one.store_id, one.pk, "answer", level, "care_manager") for level in (1, 2))
    hear(tenants, reactions.escalated, first, first, second, first)
    assert notices(manager) == [("complaint.escalated", 2)]
    hear(tenants, reactions.escalated, Escalated(one.store_id, one.pk, "answer", 3, "general_manager"))
    assert (notices(manager), notices(boss)) == ([("complaint.escalated", 3)], [("complaint.escalated", 3)])
    hear(tenants, reactions.settled, Settled(one.store_id, one.pk, "solved"))
    assert notices(boss) == []


def test_plt_04_who_gets_a_complaint_is_told(led, boss, tenants):
    one = led("assign")
    hear(tenants, reactions.assigned, *[Assigned(one.store_id, one.pk, one.assignee_id, 7, "Somebody")] * 2)
    assert notices(boss) == [("complaint.assigned", None)]
    hear(tenants, reactions.settled, Settled(one.store_id, one.pk, "closed"))
    assert notices(boss) == []
