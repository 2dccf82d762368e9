"""Writing the plan: due dates, moved tasks, tasks whose reason went away, new ones. Each one statement over what differs."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection

from cheyuan.engage.care.planning import sql
from cheyuan.engage.care.planning.standing import Differences

TASK_COLUMNS = {
    "store_id": "int", "rule": "text", "subject_kind": "text", "subject_id": "bigint", "subject": "text",
    "customer_id": "bigint", "vehicle_id": "bigint", "cycle": "text", "due_on": "date", "opens_on": "date",
    "closes_on": "date", "deadline": "timestamp", "facts": "jsonb", "drawn": "text",
}  # fmt: skip
DUE_COLUMNS = {
    "store_id": "int", "vehicle_id": "bigint", "customer_id": "bigint", "cared": "bool", "service_due_on": "date",
    "service_by": "text", "target_km": "bigint", "warranty_ends_on": "date", "inspection_due_on": "date",
    "insurance_ends_on": "date", "last_service_on": "date", "last_service_km": "bigint", "latest_on": "date",
    "latest_km": "bigint", "pace_km": "bigint", "pace_days": "bigint", "pace_known": "bool",
}  # fmt: skip
IDS = {"id": "bigint"}
RULES = "rule text, role text, skill text, channel text, priority int, marketing bool, base text"
PREPARE = """
SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL default_statistics_target = 10"""
FEW = 1_000
"""So many differences are looked up one by one, as on a usual morning; more are joined as a whole."""
MEMBERS = "role text, skill text, accounts bigint[]"


@dataclass(frozen=True)
class Writing:
    """What the statements need to know.

    ``days`` are the open days on which tasks may be offered, the first one first; ``newest`` says that no later day was
    planned before: a run for an earlier day adds what is missing and turns nothing back.
    """

    store_id: int
    run_id: int
    as_of: date
    at: datetime
    offered: int
    days: list[date]
    warranty_months: int
    rules: list[tuple[str, str, str, str, int, bool, str]]
    members: list[tuple[str, str, list[int]]]  # role, skill, accounts
    newest: bool = True


@dataclass
class Counts:
    """What a run made, moved and closed, by rule; why tasks closed themselves."""

    by_rule: dict[str, dict[str, int]] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, rule: str, reason: str, count: int) -> None:
        """Count some tasks."""
        mine = self.by_rule.setdefault(rule, {})
        mine[what] = mine.get(what, 0) + count
        if reason:
            self.reasons[reason] = self.reasons.get(reason, 0) + count

    def total(self, what: str) -> int:
        """All that were made, moved or closed."""
        return sum(one.get(what, 0) for one in self.by_rule.values())


def write(found: Differences, writing: Writing) -> Counts:
    """Bring the stored tasks and due dates of a store in line with the plan. Inside a scope."""
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        _stage(cursor, "in_task", TASK_COLUMNS, found.tasks)
        _stage(cursor, "in_due", DUE_COLUMNS, found.dues)
        _stage(cursor, "in_unlike", IDS, found.unlike)
        _stage(cursor, "in_gone", IDS, found.gone)
        _rows(cursor, "in_rule", RULES, writing.rules)
        _rows(cursor, "in_member", MEMBERS, writing.members)
        cursor.execute("ANALYZE in_task; ANALYZE in_due; ANALYZE in_unlike; ANALYZE in_rule")
        named: dict[str, Any] = {
            "store": writing.store_id, "run": writing.run_id, "as_of": writing.as_of, "at": writing.at,
            "offered": max(1, writing.offered), "days": writing.days, "warranty_months": writing.warranty_months,
        }  # fmt: skip
        if writing.newest:
            cursor.execute(sql.DUES, named)
            cursor.execute(sql.FORGET, named)
        for statement, rows in _needed(found, writing.newest):
            cursor.execute(f"SET LOCAL enable_nestloop = {'on' if rows <= FEW else 'off'}")
            cursor.execute(statement, named)
            for row in cursor.fetchall():
                counts.add(*row)
    return counts


def _needed(found: Differences, newest: bool) -> list[tuple[str, int]]:
    """Only what has something to do, and for how many rows: a task is moved or closed when it is unlike the plan.

    It is opened again or made when the plan has it.
    """
    unlike, tasks = found.unlike.num_rows, found.tasks.num_rows
    standing = [sql.MOVE, sql.CLOSE] if newest and unlike else []
    drawn = ([sql.REOPEN] if newest else []) + [sql.MAKE] if tasks else []
    return [(statement, unlike) for statement in standing] + [(statement, tasks) for statement in drawn]


def _rows(cursor: Any, name: str, inside: str, rows: list[Any]) -> None:
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({inside}) ON COMMIT DROP")
    if rows:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own words


def _stage(cursor: Any, name: str, columns: dict[str, str], rows: pa.Table) -> None:
    inside = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({inside}) ON COMMIT DROP")
    with cursor.cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
        for block in _csv(rows.select(list(columns))):
            copy.write(block)


def _csv(rows: pa.Table) -> Iterator[bytes]:
    options = pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    for batch in rows.to_batches(max_chunksize=50_000):
        buffer = io.BytesIO()
        pacsv.write_csv(pa.Table.from_batches([batch]), buffer, options)
        yield buffer.getvalue()
