"""PPL-01, PPL-08: files of customers: opening, editing, phones, remarks, consent, and the ways back."""

from datetime import UTC, date, datetime

import pytest

from cheyuan.base.channels.models import Refusal
from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import actions, many, phones, queries, undoing
from cheyuan.records.customers.models import Consent, ExtraPhone, Remark

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture
def by(actor):
    return actor("care_agent")


def test_ppl_01_a_file_gets_a_number_is_found_and_written_down(by, customer):
    one = customer(by, "欧阳娜娜", phone="+86 138-1234-5678", gender="F", birthday=date(1990, 2, 28))
    assert (one.cust_no, one.phone) == (f"K{one.pk:07d}", "13812345678")
    with scope(by):
        for typed in ("欧阳", "oynn", "ouyang", "1234", "13812345678"):
            assert [hit.object_id for hit in find(by, typed)] == [one.pk], typed
        assert TimelineEntry.objects.get(customer_id=one.pk).verb == "customer.created"
        assert AuditEntry.objects.get(verb="customer.created").object_id == one.pk


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"name": " "}, "name_missing"), ({"phone": "12"}, "phone_form"), ({"colour": "red"}, "field_unknown")],
)
def test_ppl_01_what_is_refused(by, customer, fields, code):
    with pytest.raises(Refused, match=code):
        customer(by, **{"name": "王", **fields})


def test_ppl_01_a_number_belongs_to_one_file(by, customer):
    customer(by, cust_no="A1")
    with pytest.raises(Refused, match="cust_no_taken"):
        customer(by, cust_no="A1")


def test_ppl_01_the_audit_names_fields_never_their_content(by, customer):
    one = customer(by, phone="13812345678")
    actions.edit(by, one.pk, at=NOW, phone="13987654321", city="广州", name=one.name)
    with scope(by):
        entry = AuditEntry.objects.get(verb="customer.edited")
        assert entry.facts == {"fields": ["city", "phone"]}
        assert "139" not in str(TimelineEntry.objects.filter(customer_id=one.pk).values_list("facts", flat=True))
        assert [row.number for row in ExtraPhone.objects.filter(customer_id=one.pk)] == ["13812345678"]
        assert [hit.object_id for hit in find(by, "12345678")] == [one.pk], "the former number still finds them"


def test_ppl_01_an_edit_that_changes_nothing_writes_nothing(by, customer):
    one = customer(by, city="广州")
    actions.edit(by, one.pk, at=NOW, city="广州")
    with scope(by):
        assert not AuditEntry.objects.filter(verb="customer.edited").exists()


def test_ppl_01_changing_the_phone_can_be_taken_back(by, customer):
    one = customer(by, phone="13812345678")
    former = actions.change_phone(by, one.pk, "139 8765 4321", at=NOW)
    with scope(by):
        assert queries.customer(by, one.pk).phone == "13987654321"
    actions.restore_phone(by, one.pk, former, at=NOW)
    with scope(by):
        assert queries.customer(by, one.pk).phone == "13812345678"
        assert not ExtraPhone.objects.exists()
        assert [found.pk for found in queries.with_phone(by, "138 1234 5678")] == [one.pk]


def test_ppl_01_further_numbers_find_the_customer_and_come_back(by, customer):
    one = customer(by)
    row = phones.add_phone(by, one.pk, "020-8888 1234", at=NOW, label="office")
    with pytest.raises(Refused, match="phone_known"):
        phones.add_phone(by, one.pk, "02088881234", at=NOW)
    with scope(by):
        assert [found.pk for found in queries.with_phone(by, "02088881234")] == [one.pk]
        assert [hit.object_id for hit in find(by, "8888")] == [one.pk]
    gone = phones.remove_phone(by, row.pk, at=NOW)
    assert gone == (one.pk, "02088881234", "office")
    with scope(by):
        assert queries.with_phone(by, "02088881234") == find(by, "88881") == []


def test_ppl_01_the_way_back_of_an_edit_is_sealed(by, customer):
    token = undoing.token({"phone": "13812345678", "birthday": date(1990, 1, 2)})
    assert "138" not in token
    assert undoing.opened(token) == {"phone": "13812345678", "birthday": date(1990, 1, 2)}
    for wrong in (token[:-2], "x", "", token[1:]):
        with pytest.raises(Missing):
            undoing.opened(wrong)


def test_ppl_04_promises_stay_until_they_are_kept(by, customer, actor):
    one, colleague = customer(by), actor("care_agent")
    promise = actions.remark(by, one.pk, "promise", "送空调滤芯", at=NOW)
    with pytest.raises(Refused, match="text_missing"):
        actions.remark(by, one.pk, "note", "  ", at=NOW)
    actions.keep_promise(colleague, promise.pk, at=NOW)
    phones.unkeep_promise(colleague, promise.pk, at=NOW)
    with scope(by):
        assert [row.kept_at for row in queries.remarks(by, one.pk)] == [None]
    with pytest.raises(Missing):
        phones.remove_remark(colleague, promise.pk, at=NOW)
    phones.remove_remark(by, promise.pk, at=NOW)
    with scope(by):
        assert not Remark.objects.exists()


def test_ppl_08_the_newest_statement_of_purpose_and_channel_holds(by, customer):
    one = customer(by)
    with scope(by):
        lights = {purpose: dict(row) for purpose, row in queries.lights(by, queries.customer(by, one.pk))}
    assert lights["service"]["call"] == "given"
    assert lights["marketing"]["call"] == "unasked"
    actions.record_consent(by, one.pk, "marketing", True, at=NOW, source="form", on=("sms", "call"))
    actions.record_consent(by, one.pk, "marketing", False, at=NOW, source="call", on=("call",))
    with scope(by):
        lights = {purpose: dict(row) for purpose, row in queries.lights(by, queries.customer(by, one.pk))}
        assert Consent.objects.count() == 3, "statements are only added"
    assert (lights["marketing"]["sms"], lights["marketing"]["call"]) == ("given", "refused")


def test_p6_who_wants_no_contact_is_refused_for_the_whole_group_at_once(by, customer, actor, tenants):
    one = customer(by, phone="13812345678")
    actions.stop_contact(by, one.pk, scope="marketing", at=NOW)
    there = actor("care_agent", tenants.sister)
    with scope(there):
        assert Refusal.objects.filter(purpose="marketing").exists()
    with scope(by):
        assert queries.customer(by, one.pk).do_not_contact
    actions.allow_contact(by, one.pk, at=NOW)
    with scope(by):
        assert Refusal.objects.filter(purpose="marketing").exists(), "the refusal outlives the mark"


def test_ppl_01_tags_of_many_at_once_and_back(by, customer):
    ids = [customer(by, tags=["VIP"] if number else []).pk for number in range(3)]
    assert many.tag_many(by, ids, " VIP ", at=NOW) == ids[:1]
    assert many.untag_many(by, ids[:1], "VIP", at=NOW) == ids[:1]
    with pytest.raises(Refused, match="tag_form"):
        many.tag_many(by, ids, "x" * 31, at=NOW)
    with scope(by):
        assert [one.tags for one in queries.customers(by).order_by("pk")] == [[], ["VIP"], ["VIP"]]
        assert AuditEntry.objects.get(verb="customer.tagged").facts["count"] == 1


def test_ppl_01_handing_over_takes_a_colleague_of_the_store(by, customer, member, tenants):
    one, mate, stranger = customer(by), member("service_advisor"), member("service_advisor", tenants.sister)
    assert many.assign_many(by, [one.pk], str(mate.pk), at=NOW) == [one.pk]
    for who in (str(stranger.pk), "0", "x", ""):
        with pytest.raises(Refused, match="colleague_unknown"):
            many.assign_many(by, [one.pk], who, at=NOW)


@pytest.mark.parametrize("role", ["technician", "parts_clerk", "driver"])
def test_p9_who_has_no_business_with_customers_is_denied(actor, by, customer, role):
    one, other = customer(by), actor(role)
    with pytest.raises(Denied):
        actions.edit(other, one.pk, at=NOW, city="x")
    with scope(other), pytest.raises(Denied):
        queries.customer(other, one.pk)


def test_p9_files_of_the_sister_store_do_not_exist(actor, by, customer, tenants):
    one, there = customer(by), actor("general_manager", tenants.sister)
    for act in (
        lambda: actions.edit(there, one.pk, at=NOW, city="x"),
        lambda: actions.reveal(there, one.pk, "phone", at=NOW),
        lambda: actions.remark(there, one.pk, "note", "x", at=NOW),
        lambda: phones.add_phone(there, one.pk, "13800000001", at=NOW),
    ):
        with pytest.raises(Missing):
            act()
    assert many.tag_many(there, [one.pk], "x", at=NOW) == []
