"""Everything in the database that points to a customer, read from the schema, so that a later table cannot be forgotten.

Three kinds: foreign keys (store_id, column) to the customers' table; loose columns called ``customer_id``; and records named
by two columns (kind, object_id). Whatever else ends in ``_id`` must be said in ``LOOSE`` to be something else (a test asks).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

CUSTOMERS = "customers_customer"
NAMED = {"object_id": ("object_kind", "kind"), "subject_id": ("subject_kind",)}
"""Columns that hold the id of a record of any kind, and those that may say which kind."""
STAY = frozenset({"journal_auditentry", "customers_erasure", "duplicates_merge", "duplicates_pair", "duplicates_moved"})
"""The audit is not rewritten, an erased file is never merged, and our own tables follow by their own rules."""
LOOSE = frozenset({
    "account_id", "actor_id", "address_id", "agent_id", "answer_task_id", "approval_id", "asked_by_id", "assignee_id",
    "batch_id", "booking_id", "by_id", "complaint_id", "file_id", "gone_id", "into_id", "judged_by_id", "merge_id",
    "message_id", "replied_by_id", "revisit_task_id", "row_id", "run_id", "script_id", "signed_by_id", "store_id",
    "submitted_by_id", "taken_by_id", "task_id", "template_id", "vehicle_id", "work_id",
})  # fmt: skip
"""Columns that never hold a customer, whatever the table: accounts of colleagues (``agent_id``, ``…_by_id``), approvals,
files, tasks and the like.

Lists of ids in JSON are not read here. The one that can name customers is ``handouts_handout.ids``, and it stays on purpose:
a second person approved these records and no others, so a merge must not put another file's phone into that export.
"""


@dataclass(frozen=True)
class Unique:
    """A unique index in which the column takes part: the other columns, its predicate, whether two NULLs are the same."""

    others: tuple[str, ...]
    predicate: str
    nulls_same: bool


@dataclass(frozen=True)
class Pointer:
    """One column that may hold a customer's id. ``kind`` names the column that must say "customer"; empty without one."""

    table: str
    column: str
    key: str
    tied: bool
    kind: str
    writable: bool
    uniques: tuple[Unique, ...]


_COLUMNS = """
SELECT c.relname, a.attname,
  (SELECT k.attname FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
   WHERE i.indrelid = c.oid AND i.indisprimary AND i.indnkeyatts = 1) AS key,
  EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = c.oid AND a.attnum = any(f.conkey)
    AND f.confrelid = %(customers)s::regclass) AS tied,
  array(SELECT k.attname::text FROM pg_attribute k WHERE k.attrelid = c.oid AND k.attnum > 0 AND NOT k.attisdropped
    AND k.attname LIKE '%%kind') AS kinds,
  has_table_privilege(c.oid, 'UPDATE') AS writable
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND a.attname <> 'store_id' AND a.attname LIKE '%%\\_id'
  AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'store_id')
ORDER BY c.relname, a.attname"""
_UNIQUES = """
SELECT c.relname, array(SELECT k.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY p(num, place)
    JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = p.num WHERE p.place <= i.indnkeyatts ORDER BY p.place),
  coalesce(pg_get_expr(i.indpred, i.indrelid), ''), i.indnullsnotdistinct
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE i.indisunique AND NOT i.indisprimary AND i.indisvalid AND i.indexprs IS NULL"""


def pointers() -> list[Pointer]:
    """All columns that may hold a customer's id, by table and column."""
    with connection.cursor() as cursor:
        cursor.execute(_UNIQUES)
        uniques = cursor.fetchall()
        cursor.execute(_COLUMNS, {"customers": CUSTOMERS})
        rows = cursor.fetchall()
    found = []
    for table, column, key, tied, kinds, writable in rows:
        kind = next((one for one in NAMED.get(column, ()) if one in kinds), "")
        if table in STAY or key is None or not (tied or column == "customer_id" or kind):
            continue
        own = tuple(
            Unique(tuple(one for one in columns if one != column), predicate, same)
            for name, columns, predicate, same in uniques
            if name == table and column in columns
        )
        found.append(Pointer(table, column, key, tied, kind, writable, own))
    return found


def unexplained() -> list[str]:
    """Columns of store tables that end in ``_id``, are tied to nothing and named nowhere: nobody knows what they hold."""
    known = {(one.table, one.column) for one in pointers()}
    with connection.cursor() as cursor:
        cursor.execute(_FREE)
        rows = [row for row in cursor.fetchall() if row[0] not in STAY and row[1] not in NAMED]
    return [f"{table}.{column}" for table, column in rows if (table, column) not in known and column not in LOOSE]


_FREE = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  AND a.atttypid IN ('int8'::regtype, 'int4'::regtype)
WHERE c.relkind = 'r' AND a.attname LIKE '%\\_id'
  AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'store_id')
  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = c.oid AND a.attnum = any(f.conkey))
ORDER BY 1, 2"""


def collides(one: Pointer, named: Mapping[str, str]) -> str:
    """SQL: the row ``t`` would stand beside one of the kept file's that a unique index forbids; "false" when none can."""
    tests = []
    for unique in one.uniques:
        same = [_same(column, unique.nulls_same) for column in unique.others]
        where = f"({unique.predicate})" if unique.predicate else "true"
        tests.append(
            f"EXISTS (SELECT FROM (SELECT * FROM {one.table} WHERE {where}) o "  # noqa: S608 - names come from the catalogue
            f'WHERE o."{one.column}" = {named["kept"]} AND {" AND ".join(same) or "true"})'
            + (f" AND t.{one.key} IN (SELECT {one.key} FROM {one.table} WHERE {where})" if unique.predicate else "")  # noqa: S608
        )
    return " OR ".join(f"({test})" for test in tests) or "false"


def _same(column: str, nulls: bool) -> str:
    return f't."{column}" IS NOT DISTINCT FROM o."{column}"' if nulls else f't."{column}" = o."{column}"'
