"""PPL-07: two files become one and two again; nothing that points to them is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from cheyuan.base.comments import actions as comments
from cheyuan.base.inbox import actions as inbox
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import phones, queries
from cheyuan.records.duplicates import actions, pointers
from cheyuan.records.duplicates import queries as duplicates

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def by(tenants):
    return system(tenants.group.pk, (tenants.store.pk,))


@pytest.fixture
def pair(by, customer, car):
    kept = customer(by, "王小伟", phone="13800000001", city="广州")
    gone = customer(by, "王晓伟", phone="13800000002", email="w@example.com", id_document="440106199001017777")
    car(by, gone)
    phones.add_phone(by, gone.pk, "13800000003", at=AT)
    customers.remark(by, gone.pk, "note", "喜欢靠窗", at=AT)
    customers.record_consent(by, kept.pk, "marketing", False, at=AT, source="call", on=("sms",))
    customers.record_consent(by, gone.pk, "marketing", True, at=AT + timedelta(hours=1), source="call", on=("sms",))
    return kept, gone


def dump(by):
    """All rows of the store but the journal, what a refusal left, notes of what was touched, and this room's own."""
    found = {}
    with scope(by), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
            " WHERE c.relkind = 'r' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'store_id')"
        )
        for (table,) in cursor.fetchall():
            if table.startswith(("journal_audit", "duplicates_", "lake_touched")):
                continue
            where = "verb NOT LIKE 'duplicate.%'" if table == "journal_timelineentry" else "true"
            cursor.execute(f"SELECT to_jsonb(t) - 'updated_at' FROM {table} t WHERE {where} ORDER BY to_jsonb(t)::text")
            found[table] = [str(row) for (row,) in cursor.fetchall()]
    return found


def pointing(by, pk):
    """Every row that the schema knows to point to a customer."""
    found = {}
    with scope(by), connection.cursor() as cursor:
        for one in pointers.pointers():
            kind = f"AND {one.kind} = 'customer'" if one.kind else ""
            cursor.execute(f'SELECT count(*) FROM {one.table} WHERE "{one.column}" = %s {kind}', [pk])
            if count := cursor.fetchone()[0]:
                found[one.table, one.column] = count
    return found


def test_ppl_07_everything_moves_and_the_old_address_leads_to_the_kept_file(by, pair):
    kept, gone = pair
    before = pointing(by, gone.pk)
    assert {"vehicles_vehicle", "customers_extraphone", "customers_remark", "customers_consent"} <= {
        one for one, _ in before
    }
    actions.merge(by, kept.pk, gone.pk, at=AT)
    assert pointing(by, gone.pk) == {}
    after = pointing(by, kept.pk)
    assert all(after[one] >= count for one, count in before.items() if one[0] != "search_entry")
    with scope(by):
        found = queries.customer(by, gone.pk)
        assert (found.pk, found.email, found.name, found.city) == (kept.pk, "w@example.com", "王小伟", "广州")
        assert {row.number for row in queries.phones(by, kept.pk)} == {"13800000002", "13800000003"}


def test_ppl_07_what_colleagues_said_and_were_told_goes_along_and_comes_back(by, pair, member):
    kept, gone = pair
    ref = Ref("customer", gone.pk)
    said = comments.add(by, ref, "周末才有空", at=AT)
    with scope(by):
        store, told = by.store_ids[0], [member("care_agent").pk]
        inbox.push(by, comments.MENTIONED, ref, f"comment:{said.pk}", store_id=store, to=told, at=AT)
    row = actions.merge(by, kept.pk, gone.pk, at=AT)
    there = pointing(by, kept.pk)
    assert (there["comments_comment", "object_id"], there["inbox_notice", "object_id"]) == (1, 1)
    actions.undo(by, row.pk, at=LATER)
    with scope(by):
        assert type(said).objects.get(pk=said.pk).object_id == gone.pk


def test_ppl_07_undone_gives_the_same_rows(by, pair):
    kept, gone = pair
    before = dump(by)
    row = actions.merge(by, kept.pk, gone.pk, at=AT, choice={"name": "gone", "phone": "gone"})
    assert dump(by) != before, "control: a merge changes rows"
    actions.undo(by, row.pk, at=LATER)
    assert dump(by) == before


def test_ppl_07_p6_the_stricter_consent_wins_and_undoing_forgets_it(by, pair):
    kept, gone = pair
    row = actions.merge(by, kept.pk, gone.pk, at=LATER)
    with scope(by):
        assert not queries.consents(by, kept.pk)["marketing", "sms"].given
    actions.undo(by, row.pk, at=LATER)
    with scope(by):
        assert queries.consents(by, gone.pk)["marketing", "sms"].given


def test_ppl_07_what_was_written_since_stays(by, pair, car):
    kept, gone = pair
    row = actions.merge(by, kept.pk, gone.pk, at=AT)
    customers.edit(by, kept.pk, at=LATER, email="neu@example.com", city="深圳")
    newer = car(by, kept)
    done = actions.undo(by, row.pk, at=LATER)
    assert done.stayed["fields"] == ["email"]
    with scope(by):
        assert queries.customer(by, kept.pk).email == "neu@example.com"
        assert queries.customer(by, gone.pk).email == "w@example.com"
    with scope(by):
        assert type(newer).objects.get(pk=newer.pk).owner_id == kept.pk


def test_ppl_07_only_for_thirty_days_and_once(by, pair):
    row = actions.merge(by, pair[0].pk, pair[1].pk, at=AT)
    with pytest.raises(Refused, match="merge_final"):
        actions.undo(by, row.pk, at=AT + timedelta(days=31))
    actions.undo(by, row.pk, at=LATER)
    with pytest.raises(Refused, match="merge_undone"):
        actions.undo(by, row.pk, at=LATER)


def test_ppl_07_a_chain_is_undone_from_its_end(by, pair, customer):
    third = customer(by, "王伟")
    before = dump(by)
    first = actions.merge(by, pair[0].pk, pair[1].pk, at=AT)
    second = actions.merge(by, third.pk, pair[0].pk, at=AT)
    with scope(by):
        assert queries.customer(by, pair[1].pk).pk == third.pk
    with pytest.raises(Refused, match="merge_deeper"):
        actions.undo(by, first.pk, at=LATER)
    actions.undo(by, second.pk, at=LATER)
    actions.undo(by, first.pk, at=LATER)
    assert dump(by) == before


def test_ppl_07_sister_stores_are_not_touched(tenants, by, pair, customer):
    there = system(tenants.group.pk, (tenants.sister.pk,))
    twin = customer(there, "王小伟", phone="13800000001")
    before = dump(there)
    row = actions.merge(by, pair[0].pk, pair[1].pk, at=AT)
    assert dump(there) == before
    with pytest.raises(Missing):
        actions.undo(there, row.pk, at=LATER)
    with pytest.raises(Missing):
        actions.merge(by, pair[0].pk, twin.pk, at=AT)
    with scope(by):
        assert duplicates.elsewhere(by, pair[0].pk) == [tenants.sister.pk]


def test_ppl_07_no_column_of_the_schema_is_forgotten(db):
    assert pointers.unexplained() == [], "say in pointers.LOOSE what the column holds, or tie it to the customers"


def test_ppl_07_the_schema_is_read_whole(db):
    found = {(one.table, one.column) for one in pointers.pointers()}
    assert found >= {
        ("vehicles_vehicle", "owner_id"), ("vehicles_ownership", "customer_id"), ("care_task", "customer_id"),
        ("care_task", "subject_id"), ("care_due", "customer_id"), ("contact_attempt", "customer_id"),
        ("contact_booking", "customer_id"), ("channels_message", "customer_id"), ("journal_timelineentry", "customer_id"),
        ("journal_timelineentry", "object_id"), ("search_entry", "object_id"), ("approvals_approval", "object_id"),
        ("customers_consent", "customer_id"), ("customers_reveal", "customer_id"), ("relations_member", "customer_id"),
        ("relations_tie", "person_id"), ("relations_tie", "company_id"), ("duplicates_documentkey", "customer_id"),
        ("audits_audit", "customer_id"), ("surveys_invitation", "customer_id"), ("surveys_answer", "customer_id"),
        ("surveys_question", "customer_id"), ("comments_comment", "object_id"), ("inbox_notice", "object_id"),
    }  # fmt: skip
