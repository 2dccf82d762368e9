"""CARE-R19, CARE-R20, PPL-01: the visitor book says who came, for what, and who received them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import queries as customers_of
from cheyuan.records.customers.models import Customer
from cheyuan.records.receptions import actions, queries
from cheyuan.records.receptions.actions import Visit
from cheyuan.records.receptions.departments import BY_ROLE, MEMBERS, department_of, manager_of
from cheyuan.records.receptions.models import DEPARTMENTS, PURPOSES

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


def note(by, purpose="new_car", **values):
    """A visitor of now."""
    visit = Visit(purpose, **({"name": "张新", "phone": "13900001111"} | values))
    return actions.receive(by, by.store_ids[0], visit, at=NOW)


def test_care_r20_a_new_person_becomes_a_customer_without_a_car(desk):
    row = note(desk, wanted_model="启辰星 S5", people=2)
    with scope(desk):
        who = Customer.objects.get(pk=row.customer_id)
        told = TimelineEntry.objects.get(customer_id=who.pk, verb="reception.came")
    assert (who.name, who.phone, who.standing, row.came_on) == ("张新", "13900001111", "regular", day_of(NOW))
    assert (row.people, row.wanted_model, row.department) == (2, "启辰星 S5", "sales")
    assert (told.topic, told.facts["came_for"], told.object_id) == ("visit", "new_car", row.pk)


def test_care_r20_a_known_phone_is_that_person(desk, customer, actor):
    known = customer(actor("care_manager"), "李旧", phone="13900001111")
    assert note(desk, name="老李").customer_id == known.pk
    with scope(desk):
        assert Customer.objects.count() == 1


def test_care_r19_the_front_desk_opens_files_but_does_not_change_them(desk):
    who = note(desk).customer_id
    with pytest.raises(Denied):
        customers.edit(desk, who, at=NOW, is_vip=True)
    with pytest.raises(Denied):
        customers.create(desk, desk.store_ids[0], at=NOW, name="外人")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"purpose": "nap"}, "reception_purpose"), ({"people": 0}, "reception_people"), ({"phone": ""}, "phone_missing"),
        ({"name": ""}, "name_missing"), ({"phone": "12"}, "phone_form"), ({"received_by_id": 10**9}, "reception_receiver"),
        ({"came_at": NOW + timedelta(minutes=1)}, "reception_time"), ({"came_at": NOW - timedelta(days=31)}, "reception_old"),
        ({"came_at": NOW - timedelta(hours=1), "left_at": NOW - timedelta(hours=2)}, "reception_left"),
    ],
)  # fmt: skip
def test_care_r20_what_makes_no_sense_is_refused(desk, values, code):
    with pytest.raises(Refused) as refused:
        note(desk, **values)
    assert refused.value.code == code
    with scope(desk):
        assert not Customer.objects.exists()


def test_care_r19_an_entry_is_put_right_and_taken_back(desk):
    row = note(desk)
    before = actions.change(desk, row.pk, at=NOW, purpose="service", people=3)
    assert (before["purpose"], before["department"]) == ("new_car", "sales")
    with scope(desk):
        found = queries.reception(desk, row.pk)
        assert (found.department, found.people, found.came_at) == ("service", 3, NOW)
    actions.undo(desk, row.pk, at=NOW)
    with scope(desk):
        assert not queries.receptions(desk).exists()
        with pytest.raises(Missing):
            queries.reception(desk, row.pk)
        assert TimelineEntry.objects.filter(verb="reception.undone").count() == 1
    actions.restore(desk, row.pk, at=NOW)
    with scope(desk):
        assert queries.receptions(desk).count() == 1
        assert AuditEntry.objects.filter(verb__startswith="reception.").count() == 4


def test_care_r19_leaving_is_noted_once(desk):
    row = note(desk, came_at=NOW - timedelta(hours=1))
    assert actions.leave(desk, row.pk, at=NOW).left_at == NOW
    assert actions.leave(desk, row.pk, at=NOW + timedelta(hours=1)).left_at == NOW
    assert actions.stay(desk, row.pk, at=NOW).left_at is None


def test_care_r19_standing_is_edited_with_audit_and_found_in_the_list(actor, customer):
    by = actor("care_manager")
    one = customer(by, "大客户甲")
    customers.edit(by, one.pk, at=NOW, is_key_account=True)
    with scope(by):
        assert customers_of.customer(by, one.pk).standing == "key"
        noted = AuditEntry.objects.get(verb="customer.edited", object_id=one.pk)
    assert noted.facts["fields"] == ["is_key_account"]


def test_p9_a_visitor_of_the_sister_store_is_nobody_here(desk, actor, customer, tenants):
    there = actor("care_manager", tenants.sister)
    other = customer(there, "邻店客户", phone="13900001111")
    with pytest.raises(Missing):
        note(desk, customer_id=other.pk)
    assert note(desk).customer_id != other.pk
    with pytest.raises(Missing):
        actions.receive(desk, tenants.sister.pk, Visit("other", name="甲", phone="13900002222"), at=NOW)


@given(st.sampled_from(PURPOSES), st.sets(st.sampled_from([*BY_ROLE, "care_agent", "general_manager"])))
def test_care_r19_every_visit_has_a_department_with_a_manager(purpose, roles):
    found = department_of(purpose, roles)
    assert found in DEPARTMENTS
    assert manager_of(found) in MEMBERS[found]
