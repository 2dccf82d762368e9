"""PPL-12, CARE-08: beside a task stands who else lives there, with what is open: one conversation for one household."""

from django.urls import reverse

from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import now
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
