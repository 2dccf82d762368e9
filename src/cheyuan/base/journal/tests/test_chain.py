"""P16: history cannot be rewritten unseen."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from cheyuan.base.journal import actions, queries, witness
from cheyuan.base.journal.models import AuditEntry, AuditHead
from cheyuan.base.journal.verify import verify
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Denied
from cheyuan.kernel.ref import Ref
from cheyuan.site.testing.database import _named

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def chain(tenants, actor):
    """Nine entries of one store, three transactions of three, witnessed."""
    by = actor(store=tenants.store)
    for batch in range(3):
        with scope(by):
            for one in range(3):
                actions.note(by, "test.done", Ref("thing", one), at=NOW, batch=batch, 名="值", amount=1.5)
    witness.export(NOW)
    return tenants.store.id


def kinds(owner_connection):
    return [(fault.seq, fault.kind) for fault in verify(owner_connection).faults]


def test_p16_an_untouched_chain_is_sound(chain, owner_connection):
    report = verify(owner_connection)
    assert report.ok
    assert (report.chains, report.rows, report.witnessed) == (1, 9, 1)


def test_p16_a_changed_row_is_named(chain, owner_connection):
    owner_connection.execute("UPDATE journal_auditentry SET actor_name = 'somebody else' WHERE seq = 4")
    assert kinds(owner_connection) == [(4, "changed")]


@pytest.mark.parametrize("column", ["at", "facts", "verb", "kind", "object_id", "request_id", "actor_id", "store_id"])
def test_p16_every_column_counts(chain, owner_connection, column):
    value = {"at": "at + interval '1 microsecond'", "facts": "facts || '{\"x\": 1}'"}.get(column)
    numbers = {"object_id", "actor_id", "store_id"}
    value = value or (f"coalesce({column}, 0) + 1" if column in numbers else f"{column} || 'x'")
    owner_connection.execute(f"UPDATE journal_auditentry SET {column} = {value} WHERE seq = 4")
    assert (4, "changed") in kinds(owner_connection)


def test_p16_a_removed_row_is_named(chain, owner_connection):
    owner_connection.execute("DELETE FROM journal_auditentry WHERE seq = 4")
    assert kinds(owner_connection) == [(5, "removed")]


def test_p16_a_removed_tail_is_named(chain, owner_connection):
    owner_connection.execute("DELETE FROM journal_auditentry WHERE seq > 7")
    assert kinds(owner_connection) == [(9, "tail_removed")]


def test_p16_a_removed_tail_with_its_head_is_named_by_the_witness(chain, owner_connection):
    owner_connection.execute("DELETE FROM journal_auditentry WHERE seq > 7")
    set_head(owner_connection, 7)
    assert kinds(owner_connection) == [(9, "tail_removed")]


def test_p16_an_inserted_row_is_named(chain, owner_connection):
    with owner_connection.transaction():
        owner_connection.execute("ALTER TABLE journal_auditentry DISABLE TRIGGER USER")
        copy(owner_connection, "NULL")
        owner_connection.execute("ALTER TABLE journal_auditentry ENABLE TRIGGER USER")
    assert kinds(owner_connection) == [(0, "inserted")]


def test_p16_rows_that_changed_places_are_named(chain, owner_connection):
    owner_connection.execute("ALTER TABLE journal_auditentry DROP CONSTRAINT audit_place_once")
    owner_connection.execute("UPDATE journal_auditentry SET seq = 9 - seq WHERE seq IN (4, 5)")
    assert kinds(owner_connection) == [(4, "inserted"), (5, "inserted"), (6, "inserted")]


def test_p16_a_chain_written_anew_with_its_head_is_named(chain, owner_connection):
    rewrite(owner_connection, from_seq=4)
    assert kinds(owner_connection) == [(9, "rewritten")]


def test_p17_control_without_the_witness_a_rewritten_chain_looks_sound(chain, owner_connection, data):
    rewrite(owner_connection, from_seq=4)
    for file in (data / "witness").iterdir():
        file.unlink()
    assert verify(owner_connection).ok


def test_p16_a_chain_that_is_gone_altogether_is_named(chain, owner_connection):
    owner_connection.execute("DELETE FROM journal_auditentry")
    owner_connection.execute("DELETE FROM journal_audithead")
    assert kinds(owner_connection) == [(9, "tail_removed")]


def test_p16_a_restored_backup_is_no_tampering_once_noted(chain, owner_connection):
    owner_connection.execute("DELETE FROM journal_auditentry WHERE seq > 7")
    set_head(owner_connection, 7)
    witness.note_restore(NOW + timedelta(hours=1))
    assert verify(owner_connection).ok


def test_p16_a_half_written_line_of_the_witness_does_no_harm(chain, owner_connection, data):
    file = next((data / "witness").iterdir())
    file.write_text(file.read_text() + '{"at": "2026')
    assert verify(owner_connection).witnessed == 1


def test_witness_writes_only_what_grew(chain, tenants, actor, data):
    assert witness.export(NOW) == 0
    by = actor(store=tenants.sister)
    with scope(by):
        actions.note(by, "test.done", Ref("thing", 1), at=NOW)
    assert witness.export(NOW) == 1
    lines = next((data / "witness").iterdir()).read_text().splitlines()
    assert [list(json.loads(line)["heads"]) for line in lines] == [[str(chain)], [str(tenants.sister.id)]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_auditentry SET verb = 'x'",
        "DELETE FROM journal_auditentry",
        "TRUNCATE journal_auditentry",
        "UPDATE journal_audithead SET seq = 0",
        "INSERT INTO journal_audithead (chain, seq, hash, at) VALUES (99, 0, '', now())",
        "ALTER TABLE journal_auditentry DISABLE TRIGGER ALL",
    ],
)
def test_p16_the_application_can_only_add(chain, tenants, actor, statement):
    with pytest.raises(ProgrammingError), scope(actor(store=tenants.store)), connection.cursor() as cursor:
        cursor.execute(statement)


def test_p16_the_application_cannot_choose_its_place(tenants, actor):
    by = actor(store=tenants.store)
    with scope(by):
        actions.note(by, "a", Ref("thing", 1), at=NOW)
        AuditEntry(
            group_id=by.group_id, store_id=by.store_id, at=NOW, actor_kind="x", verb="b", seq=77, hash=b"x"
        ).save()
    with scope(by):
        assert list(AuditEntry.objects.order_by("seq").values_list("verb", "seq")) == [("a", 1), ("b", 2)]


def test_p9_audit_of_another_store_cannot_be_written_or_seen(chain, tenants, actor):
    other = actor("general_manager", tenants.sister)
    with pytest.raises(ProgrammingError), scope(other):
        actions.note(other, "x", Ref("thing", 1), at=NOW, store_id=tenants.store.id)
    with scope(other):
        assert queries.audit(other).rows == []


def test_audit_needs_its_right(chain, tenants, actor):
    by = actor("care_agent", tenants.store)
    with scope(by), pytest.raises(Denied):
        queries.audit(by)


def test_group_has_a_chain_of_its_own(tenants):
    by = system(tenants.group.id, (tenants.store.id, tenants.sister.id))
    with scope(by):
        actions.note(by, "policy.set", Ref("policy", 1), at=NOW)
        actions.note(by, "x", Ref("thing", 1), at=NOW, store_id=tenants.sister.id)
    assert set(AuditHead.objects.values_list("chain", "seq")) == {(-tenants.group.id, 1), (tenants.sister.id, 1)}


def test_rolled_back_entries_leave_no_gap(tenants, actor, owner_connection):
    by = actor(store=tenants.store)
    for keep in (True, False, True):
        with scope(by):
            with transaction.atomic():
                actions.note(by, "x", Ref("thing", 1), at=NOW)
            if not keep:
                transaction.set_rollback(True)
    report = verify(owner_connection)
    assert (report.ok, report.rows) == (True, 2)


def test_writers_of_two_chains_in_opposite_order_do_not_wait_in_a_circle(tenants, owner_url):
    """Both transactions touch both chains; the heads are locked at commit only, in one order."""
    url = _named(owner_url, connections["default"].settings_dict["NAME"])
    stores = [tenants.store.id, tenants.sister.id]
    with psycopg.connect(url) as one, psycopg.connect(url) as two:
        for link, order in ((one, stores), (two, stores[::-1])):
            for store in order:
                link.execute(
                    "INSERT INTO journal_auditentry (group_id, store_id, at, actor_kind, actor_name, request_id, verb,"
                    " kind, facts) VALUES (%s, %s, now(), 'x', '', '', 'x', 'x', '{}')",
                    [tenants.group.id, store],
                )
        one.commit()
        two.commit()
    assert sorted(AuditHead.objects.values_list("seq", flat=True)) == [2, 2]


def test_bulk_action_is_one_row_with_count_and_digest(tenants, actor):
    by = actor(store=tenants.store)
    with scope(by):
        entry = actions.note_many(by, "task.made", "task", range(3, 0, -1), at=NOW, rule="r")
    assert entry.facts == {"count": 3, "digest": actions.digest_of([1, 2, 3])[1], "rule": "r"}


def set_head(link, seq):
    link.execute(
        "UPDATE journal_audithead h SET seq = e.seq, hash = e.hash FROM journal_auditentry e WHERE e.seq = %s", [seq]
    )


def copy(link, seq):
    link.execute(
        "INSERT INTO journal_auditentry (group_id, store_id, at, actor_kind, actor_name, request_id, verb, kind, facts,"
        f" chain, seq, prev, hash) SELECT group_id, store_id, at, actor_kind, actor_name, request_id, verb, kind, facts,"
        f" chain, {seq}, prev, hash FROM journal_auditentry WHERE seq = 4"
    )


def rewrite(link, from_seq):
    """What a thorough owner would do: change a row and compute everything after it anew, head included."""
    link.execute("UPDATE journal_auditentry SET actor_name = 'nobody' WHERE seq = %s", [from_seq])
    for seq in range(from_seq, 10):
        link.execute(
            "UPDATE journal_auditentry e SET prev = (SELECT hash FROM journal_auditentry WHERE seq = e.seq - 1)"
            " WHERE seq = %s",
            [seq],
        )
        link.execute("UPDATE journal_auditentry e SET hash = journal_digest(e) WHERE seq = %s", [seq])
    set_head(link, 9)
