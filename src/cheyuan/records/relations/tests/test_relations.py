"""PPL-12: who lives together, who drives, pays and decides; a company has many drivers and cars."""

import json
from datetime import UTC, datetime

import pytest

from cheyuan.base.channels.policy import facts
from cheyuan.base.tenancy import asked
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.records.customers import subject
from cheyuan.records.relations import actions, queries
from cheyuan.records.relations.models import Household, Member, Tie

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture
def by(tenants):
    return system(tenants.group.pk, (tenants.store.pk,))


@pytest.fixture
def pair(by, customer):
    return customer(by, "王小伟"), customer(by, "李娜")


def home_of(by, one):
    with scope(by):
        return [row.name for row in queries.household_of(by, one.pk)]


def refused(code, call, *args, **named):
    with pytest.raises(Refused) as caught:
        call(*args, **named)
    assert caught.value.code == code


def test_ppl_12_a_household_is_seen_from_every_member_and_left_with_a_way_back(by, pair):
    man, wife = pair
    actions.join(by, man.pk, wife.pk, at=AT, part="spouse")
    assert (home_of(by, man), home_of(by, wife)) == (["李娜"], ["王小伟"])
    home, part = actions.leave(by, wife.pk, at=AT)
    assert (home_of(by, man), part) == ([], "spouse")
    actions.back(by, wife.pk, home, part=part, at=AT)
    assert home_of(by, man) == ["李娜"]


def test_ppl_12_one_household_each(by, pair, customer):
    man, wife = pair
    third, fourth, firm = customer(by, "赵强"), customer(by, "孙丽"), customer(by, "广州运通公司", kind="company")
    actions.join(by, man.pk, wife.pk, at=AT)
    actions.join(by, third.pk, fourth.pk, at=AT)
    refused("household_taken", actions.join, by, man.pk, third.pk, at=AT)
    refused("relation_self", actions.join, by, man.pk, man.pk, at=AT)
    refused("household_company", actions.join, by, man.pk, firm.pk, at=AT)
    with pytest.raises(Missing):
        actions.leave(by, firm.pk, at=AT)


def test_ppl_12_childrens_years_belong_to_the_household(by, pair):
    man, wife = pair
    assert actions.set_children(by, man.pk, [2019, 2015], at=AT) == []
    actions.join(by, man.pk, wife.pk, at=AT)
    with scope(by):
        assert queries.membership(by, wife.pk).household.child_years == [2015, 2019]
    for wrong in ([1800], [2028], [2015] * 13):
        refused("child_year", actions.set_children, by, man.pk, wrong, at=AT)


def test_ppl_12_a_company_has_many_drivers_and_cars(by, pair, customer, car):
    firm = customer(by, "广州运通公司", kind="company")
    cars = [car(by, firm) for _ in range(2)]
    for person, one in zip(pair, cars, strict=True):
        actions.bind(by, person.pk, "drives", at=AT, company_id=firm.pk, vehicle_id=one.pk)
    row = actions.bind(by, pair[0].pk, "decides", at=AT, company_id=firm.pk)
    actions.bind(by, pair[1].pk, "pays", at=AT, vehicle_id=cars[0].pk)
    with scope(by):
        of_firm = [(tie.person.name, tie.role) for tie in queries.ties_of(by, firm.pk)]
    assert of_firm == [("王小伟", "drives"), ("李娜", "drives"), ("王小伟", "decides"), ("李娜", "pays")]
    refused("tie_known", actions.bind, by, pair[0].pk, "decides", at=AT, company_id=firm.pk)
    gone = actions.unbind(by, row.pk, at=AT)
    again = actions.bind(by, gone.person_id, gone.role, at=AT, company_id=gone.company_id, vehicle_id=gone.vehicle_id)
    assert again.role == "decides"


def test_ppl_12_roles_ask_for_a_person_and_a_company(by, pair, customer):
    firm = customer(by, "广州运通公司", kind="company")
    refused("tie_person", actions.bind, by, firm.pk, "drives", at=AT, company_id=firm.pk)
    refused("tie_company", actions.bind, by, pair[0].pk, "drives", at=AT, company_id=pair[1].pk)
    refused("tie_company", actions.bind, by, pair[0].pk, "drives", at=AT)


def test_ppl_12_nobody_of_a_sister_store_belongs_here(tenants, by, pair, customer):
    there = system(tenants.group.pk, (tenants.sister.pk,))
    stranger = customer(there, "赵强")
    with pytest.raises(Missing):
        actions.join(by, pair[0].pk, stranger.pk, at=AT)
    both = system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk))
    refused("relation_store", actions.join, both, pair[0].pk, stranger.pk, at=AT)


def test_ppl_12_care_08_the_contact_policy_reaches_a_household_by_one_key(by, pair, customer):
    def keys():
        with scope(by):
            found = asked.rows(f"SELECT customer_id, household FROM ({facts.sql()}) f")
        return {one: bytes(key) for one, key in found}

    alone = customer(by, "赵强")
    before = keys()
    assert before[pair[0].pk] != before[pair[1].pk], "control: without a household two phones are two budgets"
    actions.join(by, pair[0].pk, pair[1].pk, at=AT)
    after = keys()
    assert after[pair[0].pk] == after[pair[1].pk] == before[pair[0].pk]
    assert after[alone.pk] == before[alone.pk]


def test_ppl_08_ppl_12_erased_with_the_file(by, pair, customer, settings, tmp_path):
    settings.DATA = tmp_path
    firm = customer(by, "广州运通公司", kind="company")
    actions.set_children(by, pair[0].pk, [2015], at=AT)
    actions.bind(by, pair[0].pk, "drives", at=AT, company_id=firm.pk)
    assert subject.copy(by, pair[0].pk, at=AT)["relations"]["household"]["child_years"] == [2015]
    subject.erase(by, pair[0].pk, at=AT)
    with scope(by):
        assert not Member.objects.exists()
        assert not Tie.objects.exists()
        assert not Household.objects.exists(), "nobody is left whose children these were"


def test_ppl_12_on_the_page(client_as, by, pair):
    client, (man, wife) = client_as("care_agent"), pair
    page = client.post(f"/customers/{man.pk}/household/join", {"who": wife.cust_no, "part": "spouse"}).content.decode()
    assert "李娜" in page
    assert "李娜" in client.get(f"/customers/{man.pk}").content.decode()
    assert (
        "2015，2019" in client.post(f"/customers/{man.pk}/household/children", {"years": "2019，2015"}).content.decode()
    )
    answer = client.post(f"/customers/{man.pk}/household/leave/{wife.pk}")
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert home_of(by, man) == []
    assert client.post(undo).status_code == 200
    assert home_of(by, man) == ["李娜"]
    assert client.post(f"/customers/{man.pk}/household/join", {"who": "不认识的人"}).status_code == 422


def test_ppl_12_over_the_api(api_as, by, pair, customer):
    client, (man, wife) = api_as("care_manager"), pair
    firm = customer(by, "广州运通公司", kind="company")
    send = {"content_type": "application/json"}
    assert client.post(f"/api/v1/relations/{man.pk}/household", {"customer_id": wife.pk}, **send).status_code == 204
    made = client.post(f"/api/v1/relations/{wife.pk}/roles", {"role": "pays", "company_id": firm.pk}, **send)
    assert made.status_code == 201
    seen = client.get(f"/api/v1/relations/{wife.pk}").json()
    assert [one["name"] for one in seen["household"]] == ["王小伟"]
    assert seen["roles"][0]["company_id"] == firm.pk
    assert client.delete(f"/api/v1/relations/{wife.pk}/roles/{made.json()['id']}").status_code == 204
