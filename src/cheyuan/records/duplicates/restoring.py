"""Taking a merge back: what moved goes back, what was taken out comes in again; what was made since stays where it is."""

import json
from collections.abc import Mapping
from typing import Any

from cheyuan.base.sealed import keyring
from cheyuan.records.duplicates.merging import Move
from cheyuan.records.duplicates.models import Moved
from cheyuan.records.duplicates.pointers import CUSTOMERS, Pointer, pointers

SEALED = ("phone", "wechat", "email", "id_document", "address")


def insert(move: Move, table: str, row: Mapping[str, Any]) -> None:
    """Put a row back as it was; one that stands there again by now is left."""
    columns = ", ".join(f'"{name}"' for name in row)
    move.ask(
        f"INSERT INTO {table} ({columns}) SELECT {columns} "  # noqa: S608 - names come from the catalogue
        f"FROM jsonb_populate_record(NULL::{table}, %(row)s::jsonb) ON CONFLICT DO NOTHING",
        row=json.dumps(row),
    )


def give_back(move: Move) -> int:
    """Undo every step in the opposite order; answers how many rows could not go back as somebody changed or moved them."""
    left = 0
    known = {(one.table, one.column): one for one in pointers()}
    for one in Moved.objects.filter(merge=move.merge).order_by("-pk"):
        if one.how == "moved":
            own = Pointer(one.table, one.column, "id", False, "", True, ())
            left += _back(move, one, known.get((one.table, one.column), own))
        elif one.how == "aside":
            for row in one.rows:
                insert(move, one.table, row)
        elif one.how == "added":
            _remove(move, one)
        else:
            left += _restore(move, one)
    return left


def _back(move: Move, one: Moved, pointer: Any) -> int:
    if not pointer.writable:
        found = move.ask("SELECT duplicates_repoint(%(merge)s, %(table)s, %(column)s, %(ids)s)",
                         table=one.table, column=one.column, ids=one.ids)[0][0]  # fmt: skip
        return len(one.ids) - len(found or ())
    rows = move.ask(
        f'UPDATE {one.table} t SET "{one.column}" = %(gone)s WHERE t.store_id = %(store)s '  # noqa: S608
        f'AND t."{one.column}" = %(kept)s AND t."{pointer.key}" = any(%(ids)s) RETURNING 1',
        ids=one.ids,
    )
    return len(one.ids) - len(rows)


def _remove(move: Move, one: Moved) -> None:
    if one.table == "customers_consent":
        move.ask("SELECT duplicates_unsay(%(merge)s)")
        return
    move.ask(
        f"DELETE FROM {one.table} WHERE store_id = %(store)s AND id = any(%(ids)s) AND {one.column} = %(kept)s",  # noqa: S608
        ids=one.ids,
    )


def _restore(move: Move, one: Moved) -> int:
    left = 0
    for row in one.rows:
        now = move.ask(
            f"SELECT to_jsonb(t) FROM {one.table} t WHERE store_id = %(store)s AND id = %(id)s",  # noqa: S608 - our own names
            id=row["id"],
        )
        said = one.now.get(str(row["id"]), {})
        if not now or any(_json(now[0][0]).get(name) != value for name, value in said.items()):
            left += 1
            continue
        put(move, one.table, row, list(said))
    return left


def put(move: Move, table: str, row: Mapping[str, Any], columns: list[str]) -> None:
    """Give a row its former values in some columns."""
    if not columns:
        return
    sets = ", ".join(f'"{name}" = r."{name}"' for name in columns)
    move.ask(
        f"UPDATE {table} t SET {sets} FROM jsonb_populate_record(NULL::{table}, %(row)s::jsonb) r "  # noqa: S608
        "WHERE t.store_id = %(store)s AND t.id = r.id",
        row=json.dumps(row),
    )


def fields_back(move: Move) -> list[str]:
    """The kept file gets its own values again; answers the columns that somebody edited since, which stay."""
    before, after = move.merge.before, move.merge.after
    now = _json(
        move.ask("SELECT to_jsonb(c) FROM customers_customer c WHERE store_id = %(store)s AND id = %(kept)s")[0][0]
    )
    changed = [name for name in before if before[name] != after.get(name)]
    same = [name for name in changed if _same(name, after.get(name), now.get(name))]
    put(move, CUSTOMERS, before, same)
    return [name for name in changed if name not in same and name != "updated_at"]


def _same(name: str, one: Any, other: Any) -> bool:
    """Sealed values differ each time they are sealed: they are opened to be compared."""
    if name in SEALED and one and other:
        return _opened(name, one) == _opened(name, other)
    return bool(one == other)


def _opened(name: str, value: str) -> str:
    return keyring().open(bytes.fromhex(value.removeprefix("\\x")), f"{CUSTOMERS}.{name}")


def _json(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row) if isinstance(row, str) else row
    return found
