"""Writing the plan: new tasks, moved due dates, tasks whose reason went away. Each one statement over all rows."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection

from cheyuan.engage.care.plan.rules import RULES
from cheyuan.engage.care.planning import sql

TASK_COLUMNS = {
    "store_id": "int", "rule": "text", "subject_kind": "text", "subject_id": "bigint", "subject": "text",
    "customer_id": "bigint", "vehicle_id": "bigint", "cycle": "text", "due_on": "date", "opens_on": "date",
    "closes_on": "date", "deadline": "timestamp", "facts": "jsonb",
}  # fmt: skip
DUE_COLUMNS = {
    "store_id": "int", "vehicle_id": "bigint", "cared": "bool", "service_due_on": "date", "warranty_ends_on": "date",
    "inspection_due_on": "date", "insurance_ends_on": "date", "last_service_on": "date",
}  # fmt: skip
RULE_COLUMNS = {
    "rule": "text",
    "role": "text",
    "skill": "text",
    "channel": "text",
    "priority": "int",
    "marketing": "bool",
}


@dataclass(frozen=True)
class Writing:
    """What the statements need to know: for which day, at which moment, in which run; how many a day are offered."""

    store_id: int
    run_id: int
    as_of: date
    at: datetime
    offered: int
    members: list[tuple[str, str, list[int]]]  # role, skill, accounts


def write(tasks: pa.Table, dues: pa.Table, writing: Writing) -> dict[str, int]:
    """Bring the stored tasks of a store in line with the plan; answers made, moved and closed. Inside a scope."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off")
        _stage(cursor, "in_task", TASK_COLUMNS, tasks)
        _stage(cursor, "in_due", DUE_COLUMNS, dues)
        _stage(cursor, "in_rule", RULE_COLUMNS, _rules())
        cursor.execute("CREATE TEMPORARY TABLE in_member (role text, skill text, accounts bigint[]) ON COMMIT DROP")
        for row in writing.members:
            cursor.execute("INSERT INTO in_member VALUES (%s, %s, %s)", row)
        cursor.execute("ANALYZE in_task; ANALYZE in_due")
        named: dict[str, Any] = {
            "store": writing.store_id, "run": writing.run_id, "as_of": writing.as_of, "at": writing.at,
            "offered": max(1, writing.offered),
        }  # fmt: skip
        counts = {}
        for what, statement in (("moved", sql.MOVE), ("closed", sql.CLOSE), ("made", sql.MAKE)):
            cursor.execute(statement, named)
            counts[what] = int(cursor.fetchone()[0])
    return counts


def _rules() -> pa.Table:
    names = ("rule", "role", "skill", "channel", "priority", "marketing")
    rows = [(r.code, r.role, r.skill, r.channels[0], r.priority, r.marketing) for r in RULES]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


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
