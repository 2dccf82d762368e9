"""A merge at work: everything that points to the file that goes moves to the one that stays, and each step is written down.

Apps above add what no schema can know (``register``): which of two equal tasks is closed, for example.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.kernel.actor import Actor
from cheyuan.records.duplicates.models import Merge, Moved
from cheyuan.records.duplicates.pointers import Pointer, collides, pointers

ASIDE = frozenset({"search_entry"})
"""Rows of these tables are made anew for the kept file; those of the other are taken out."""


class Move:
    """One merge in its transaction. ``kept`` and ``gone`` are the ids of the two files."""

    def __init__(self, by: Actor, merge: Merge, at: datetime) -> None:
        self.by, self.merge, self.at = by, merge, at
        self.kept, self.gone = merge.into_id, merge.gone_id

    def ask(self, statement: str, **more: Any) -> list[tuple[Any, ...]]:
        """Run SQL with %(store)s, %(kept)s, %(gone)s filled in."""
        named = {"store": self.merge.store_id, "kept": self.kept, "gone": self.gone, "merge": self.merge.pk, **more}
        with connection.cursor() as cursor:
            cursor.execute(statement, named)
            return list(cursor.fetchall()) if cursor.description else []

    def write(self, how: str, table: str, column: str = "", **facts: Any) -> None:
        """Remember a step, unless nothing was done."""
        if facts.get("ids"):
            Moved.objects.create(
                store_id=self.merge.store_id, merge=self.merge, how=how, table=table, column=column, **facts
            )

    def change(self, table: str, ids: Sequence[int], **values: Any) -> None:
        """Change some rows such that undoing gives them their former values, unless somebody changed them since."""
        if not ids:
            return
        before = self.ask(
            f"SELECT to_jsonb(t) FROM {table} t WHERE store_id = %(store)s AND id = any(%(ids)s)",  # noqa: S608 - our own names
            ids=list(ids),
        )
        sets = ", ".join(f'"{name}" = %({name})s' for name in values)
        self.ask(f"UPDATE {table} SET {sets} WHERE store_id = %(store)s AND id = any(%(ids)s)", ids=list(ids), **values)  # noqa: S608
        now = self.ask(
            f"SELECT id, to_jsonb(t) FROM {table} t WHERE store_id = %(store)s AND id = any(%(ids)s)",  # noqa: S608 - our own names
            ids=list(ids),
        )
        said = {str(pk): {name: plain(row)[name] for name in values} for pk, row in now}
        self.write("changed", table, ids=sorted(ids), rows=[plain(row) for (row,) in before], now=said)

    def run(self) -> None:
        """Move everything that the schema knows of, in one statement per column."""
        for one in pointers():
            self._aside(one)
            self.write("moved", one.table, one.column, ids=self._moved(one))

    def _moved(self, one: Pointer) -> list[int]:
        if not one.writable:
            return list(self.ask("SELECT duplicates_repoint(%(merge)s, %(table)s, %(column)s, NULL)",
                                 table=one.table, column=one.column)[0][0] or [])  # fmt: skip
        kind = f"AND t.\"{one.kind}\" = 'customer'" if one.kind else ""
        free = f"AND NOT ({collides(one, {'kept': '%(kept)s'})})" if one.uniques else ""
        found = self.ask(
            f'UPDATE {one.table} t SET "{one.column}" = %(kept)s WHERE t.store_id = %(store)s '  # noqa: S608
            f'AND t."{one.column}" = %(gone)s {kind} {free} RETURNING t."{one.key}"'
        )
        return sorted(pk for (pk,) in found)

    def _aside(self, one: Pointer) -> None:
        """A row that would stand twice is taken out whole; one that only names the record keeps its old number."""
        every = one.table in ASIDE
        if not every and not (one.uniques and one.writable and not one.kind):
            return
        test = "true" if every else collides(one, {"kept": "%(kept)s"})
        kind = f"AND t.\"{one.kind}\" = 'customer'" if one.kind else ""
        rows = self.ask(
            f'DELETE FROM {one.table} t WHERE t.store_id = %(store)s AND t."{one.column}" = %(gone)s {kind} '  # noqa: S608
            f'AND ({test}) RETURNING t."{one.key}", to_jsonb(t)'
        )
        self.write(
            "aside", one.table, one.column, ids=[pk for pk, _row in rows], rows=[plain(row) for _pk, row in rows]
        )


def plain(row: Any) -> dict[str, Any]:
    """A row as JSON, whatever the driver made of it."""
    found: dict[str, Any] = json.loads(row) if isinstance(row, str) else row
    return found


Settle = Callable[[Move], None]
_settles: dict[str, Settle] = {}


def register(name: str, settle: Settle) -> None:
    """Add a rule that runs before the rows move; done in AppConfig.ready of the app whose rows they are."""
    _settles[name] = settle


def settle(move: Move) -> None:
    """Run all of them."""
    for name in sorted(_settles):
        _settles[name](move)


def counts(moved: Sequence[Moved]) -> Mapping[str, int]:
    """Table → how many of its rows a merge touched."""
    found: dict[str, int] = {}
    for one in moved:
        found[one.table] = max(found.get(one.table, 0), len(one.ids))
    return found
