"""PPL-07: whatever stands on two files, merging loses nothing and undoing gives the same rows."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.kernel.actor import system
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import phones
from cheyuan.records.duplicates import actions, fields
from cheyuan.records.duplicates.tests.test_merge import AT, LATER, dump, pointing
from cheyuan.records.relations import actions as relations

pytestmark = pytest.mark.django_db
MERGED = AT + timedelta(hours=12)
_numbers = count(1)
SAID = st.tuples(
    st.sampled_from(["service", "marketing"]), st.booleans(), st.sampled_from(["call", "sms"]), st.integers(0, 9)
)
FILE = st.fixed_dictionaries({
    "values": st.fixed_dictionaries({}, optional={
        "email": st.sampled_from(["a@example.com", "b@example.com"]), "city": st.sampled_from(["广州", "深圳"]),
        "notes": st.sampled_from(["甲", "乙"]), "tags": st.lists(st.sampled_from(["一", "二"]), unique=True),
        "is_vip": st.booleans(), "id_document": st.just("440106199001017777"),
    }),
    "cars": st.integers(0, 2), "phones": st.integers(0, 2), "remarks": st.integers(0, 2),
    "consents": st.lists(SAID, max_size=4), "home": st.booleans(), "role": st.booleans(),
})  # fmt: skip
CHOICE = st.dictionaries(st.sampled_from(sorted(fields.GROUPS)), st.sampled_from(["kept", "gone"]))


def planted(by, world, told):
    one = world.customer(by, "王小伟", **told["values"])
    for _ in range(told["cars"]):
        world.car(by, one)
    for _ in range(told["phones"]):
        phones.add_phone(by, one.pk, f"139{next(_numbers):08d}", at=AT)
    for _ in range(told["remarks"]):
        customers.remark(by, one.pk, "promise", "会回电", at=AT)
    for place, (purpose, yes, channel, hours) in enumerate(told["consents"]):
        at = AT + timedelta(hours=hours, minutes=place)  # nobody says two things in the same instant
        customers.record_consent(
            by, one.pk, purpose, yes, at=at, source="call", on=(channel,), proof="电话中同意" if yes else ""
        )
    if told["home"]:
        relations.join(by, world.spouse.pk, one.pk, at=AT, part="spouse")
    if told["role"]:
        relations.bind(by, one.pk, "decides", at=AT, company_id=world.firm.pk)
    return one


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=FILE, second=FILE, choice=CHOICE)
def test_ppl_07_merge_and_undo_give_the_same_rows(tenants, customer, car, first, second, choice):
    by = system(tenants.group.pk, (tenants.store.pk,))
    firm, spouse = customer(by, "广州运通公司", kind="company"), customer(by, "李静怡")
    world = SimpleNamespace(customer=customer, car=car, firm=firm, spouse=spouse)
    kept, gone = planted(by, world, first), planted(by, world, second)
    before, pointed = dump(by), pointing(by, gone.pk)
    row = actions.merge(by, kept.pk, gone.pk, at=MERGED, choice=choice)
    assert pointing(by, gone.pk) == {}
    there = pointing(by, kept.pk)
    once = {"search_entry", "relations_member", "relations_tie", "duplicates_documentkey"}
    assert all(there[one] >= number for one, number in pointed.items() if one[0] not in once)
    actions.undo(by, row.pk, at=LATER)
    after = dump(by)
    for table in ("channels_refusal",):
        before.pop(table, None), after.pop(table, None)
    assert after == before
