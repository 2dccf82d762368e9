"""PPL-12, CARE-08: beside a task stands who else lives there, with what is open: one conversation for one household."""

from datetime import date

from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.calling import call_now
from cheyuan.engage.contact.messages import count_offer
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import moment, now
from cheyuan.records.customers import actions as customers
from cheyuan.records.relations import actions


def test_ppl_12_care_08_the_household_stands_beside_the_task(client_as, task, person):
    man, wife, child = person(name="王小伟"), person(name="李静怡"), person(name="王小宝")
    one, other = task("R09", about=man), task("R13", about=wife)
    address = reverse("contact:task", args=[one.pk])
    assert client_as("care_agent").get(address).context["desk"].person.household == []
    for relative in (wife, child):
        actions.join(house(one.store), man.pk, relative.pk, at=now(), part="spouse")
    client = client_as("care_agent")
    pane = client.get(address).context["desk"].person
    assert [(row.person.name, [pk for pk, _telling in row.open]) for row in pane.household] == [
        ("李静怡", [other.pk]), ("王小宝", []),
    ]  # fmt: skip
    assert reverse("contact:task", args=[other.pk]) in client.get(address).content.decode()


def test_care_08_an_offer_to_one_member_is_the_households_share(actor, person, task):
    """The call reached the wife under her own phone; the man's offer waits. Control: before they were a household it did not."""
    by, man, wife = actor("care_agent"), person(name="王小伟"), person(name="李静怡")
    at = moment(date(2026, 11, 23), 10)
    for one, phone in ((man, "13912340011"), (wife, "13912340012")):
        customers.change_phone(by, one.pk, phone, at=moment(date(2026, 11, 23), 8, 30))
        customers.record_consent(
            by, one.pk, "marketing", True, at=moment(date(2026, 11, 23), 9), source="store", on=("call",)
        )
    his, hers = task("R17", about=man, at=at), task("R17", about=wife, at=at)

    def may_call(one):
        with scope(by):
            return call_now(by, one, at).code

    def reached(one, minute):
        with scope(by):
            count_offer(by, one, at=moment(date(2026, 11, 23), 9, minute))

    reached(hers, 10)
    assert (may_call(hers), may_call(his)) == ("frequency", "")
    actions.join(house(his.store), man.pk, wife.pk, at=at, part="spouse")
    other = task("R17", about=wife, at=at)
    reached(other, 20)
    assert (may_call(hers), may_call(his)) == ("frequency", "frequency")
