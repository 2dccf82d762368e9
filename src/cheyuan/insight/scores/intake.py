"""Signs of interest of an import (SAL-10): staged, given to their customers, written set by set. Enters after the cars."""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake.loaders import Place, Refusal, Run, Stage
from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.base.sealed import keyring
from cheyuan.insight.scores import intake_sql as sql
from cheyuan.kernel.errors import Refused
from cheyuan.records.duplicates import intake as duplicates

COLUMNS = {
    "sheet": "int", "row": "int", "kind": "text", "seen_on": "date", "cust_no": "text", "name": "text", "phone_key": "bytea",
    "vin": "text", "note": "text",
}  # fmt: skip
_NOTE = 200


class SignsLoader:
    """The signs' part in an import."""

    records: frozenset[str] = frozenset({"sign"})
    tables: tuple[str, ...] = ("scores_sign",)

    def __init__(self) -> None:
        self._stage = Stage("in_sign_row", COLUMNS)

    def open(self, run: Run) -> None:
        """Make the temporary table."""
        self._stage.create(run)

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Stage one sign; the phone only as the key under which it is found."""
        one = records["sign"]
        phone = one.get("phone")
        self._stage.add(
            run,
            (
                place.sheet, place.row, one["sign"], one["seen_on"], one.get("cust_no"), one.get("name"),
                keyring().blind(run.by.group_id, phone) if phone else None, one.get("vin"), _note(one, row),
            ),
        )  # fmt: skip

    def flush(self, run: Run) -> None:
        """Write the rest into the temporary table."""
        self._stage.flush(run)
        run.sql("ANALYZE in_sign_row")

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Find whose each sign is, in the book and on file; name what cannot be taken, and what is known already."""
        duplicates.lead(run, "in_sign_row", "cust_no")
        for statement in (sql.KNOWN, sql.CARS, "ANALYZE in_sign_known; ANALYZE in_sign_car", sql.MATCH):
            run.sql(statement)
        run.cursor.execute(sql.WRONG, {"as_of": run.as_of})
        for sheet, row, code, field, value, found in run.cursor.fetchall():
            severity, facts = ("warning" if code == "sign_known" else "error"), ({"found": found} if found else {})
            yield Refusal(Place(sheet, row), Problem(field, code, value or "", severity, facts))

    def write(self, run: Run) -> None:
        """Write the new signs and tell the timeline of their customers."""
        run.count("signs_new", run.sql(sql.INSERT, who=run.by.name))


def _note(one: Mapping[str, Any], row: Cleaned) -> str:
    lines = [one["notes"]] if one.get("notes") else []
    return "; ".join([*lines, *(f"{header}: {text}" for header, text in row.notes.items())])[:_NOTE]


def undo(run: Run) -> None:
    """The signs of the import go, and what was reckoned of its customers and cars since.

    Refused("undo_touched") when colleagues noted signs of these people.
    """
    run.cursor.execute(sql.TOUCHED, {"store": run.store_id, "batch": run.batch_id})
    if touched := run.cursor.fetchone()[0]:
        raise Refused("undo_touched", tasks=touched)
    for statement in sql.UNDO:
        run.sql(statement)
