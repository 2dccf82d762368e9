"""Customers of an import: staged in ``in_customer_row``, matched by number, else phone and name, written set by set.

The vehicles' loader may set ``id`` of rows that it recognises by VIN before the match by phone and name runs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake import findable
from cheyuan.base.intake.loaders import Place, Refusal, Run, Stage, array, numbers
from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.base.sealed import keyring, seal
from cheyuan.base.search.words import phone_keys, tails
from cheyuan.kernel import names
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import entries
from cheyuan.records.customers import intake_sql as sql

TABLE = "customers_customer"
COLUMNS = {
    "sheet": "int", "row": "int", "vin": "text", "cust_no": "text", "name": "text", "pinyin": "text", "kind": "text",
    "gender": "text", "birthday": "date", "phone": "bytea", "phone_key": "bytea", "email": "bytea", "city": "text",
    "address": "bytea", "source": "text", "do_not_contact": "bool", "consultant": "text", "advisor": "text",
    "notes": "text", "tokens": "text[]", "blind": "int[]", "latin": "text", "same_row": "int",
    "language": "text",
}  # fmt: skip
_REMEMBERED = 50_000
Look = tuple[str, frozenset[str], str]


class CustomersLoader:
    """The customers' part in an import."""

    records: frozenset[str] = frozenset({"customer"})
    tables: tuple[str, ...] = ("customers_customer", "search_entry", "journal_timelineentry")

    def __init__(self) -> None:
        self._stage = Stage("in_customer_row", COLUMNS)
        self._differs = Stage("in_differs", {"id": "bigint"})
        self._first: dict[tuple[str, str], int] = {}
        self._looks: dict[str, Look] = {}

    def open(self, run: Run) -> None:
        """Make the temporary tables."""
        self._stage.create(run)
        self._differs.create(run)

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Stage one customer. A vehicle row of the exchange format names its owner only by number: nothing to stage."""
        if spec not in ("customers", "owners"):
            return
        one, mixed, group = records["customer"], spec == "owners", run.by.group_id
        get = one.get
        name, phone, cust_no = one["name"], get("phone", ""), get("cust_no")
        same = self._first.setdefault((name, cust_no or phone), place.row) if mixed else place.row
        pinyin, tokens, latin = self._look(name)
        self._stage.add(
            run,
            (
                place.sheet, place.row, records["vehicle"]["vin"] if mixed else None, cust_no, name, pinyin,
                get("type") or ("company" if names.is_company(name) else "person"), get("gender"), get("birthday"),
                seal(f"{TABLE}.phone", phone), keyring().blind(group, phone) if phone else None,
                seal(f"{TABLE}.email", get("email", "")), get("city"), seal(f"{TABLE}.address", get("address", "")),
                get("source"), get("do_not_contact"), get("consultant"), get("advisor"), _notes(one, row),
                array(tokens | tails(cust_no) if cust_no else tokens),
                numbers(phone_keys(group, phone) if phone else ()), latin, same, get("language"),
            ),
        )  # fmt: skip

    def _look(self, name: str) -> Look:
        found = self._looks.get(name)
        if found is None:
            found = names.sort_key(name)[:240], frozenset(names.pinyin_tokens(name)), entries.latin(name)[:160]
            if len(self._looks) < _REMEMBERED:
                self._looks[name] = found
        return found

    def flush(self, run: Run) -> None:
        """Write the rest into the temporary table."""
        self._stage.flush(run)
        self._looks.clear()
        run.sql("ANALYZE in_customer_row")

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Match by number. What is left waits for the VIN (``settle`` is called by the vehicles' loader)."""
        run.sql(sql.KEYS)
        run.sql("ANALYZE in_customer")
        run.cursor.execute(sql.ERASED)
        for sheet, row, number in run.cursor.fetchall():
            yield Refusal(Place(sheet, row), Problem("cust_no", "person_erased", number))

    def write(self, run: Run) -> None:
        """Write new and changed customers, their search entries, timeline and declared consent."""
        run.sql(sql.STAFF)
        run.sql(sql.CHANGED)
        self._find_differences(run)
        run.sql(sql.BEFORE)
        changed = run.sql(sql.UPDATE)
        run.count("customers_changed", changed)
        run.count("customers_new", run.sql(sql.INSERT))
        if changed:
            findable.renew(run, "customer", _drafts(run))
        run.sql(sql.SEARCH)
        run.sql(sql.TIMELINE)
        if run.consent:
            facts = {"channels": list(run.consent.channels), "proof": run.consent.proof, "who": run.by.name}
            run.count("consents_new", run.sql(sql.CONSENT, **facts))

    def _find_differences(self, run: Run) -> None:
        run.cursor.execute(sql.SEALED, {"store": run.store_id})
        for id_, email, old_email, address, old_address in run.cursor.fetchall():
            if _differ("email", email, old_email) or _differ("address", address, old_address):
                self._differs.add(run, (id_,))
        self._differs.flush(run)
        run.sql("ANALYZE in_differs")


def _differ(column: str, new: bytes | None, old: bytes | None) -> bool:
    """Whether a sealed value says something else than the one on file."""
    if new is None or old is None:
        return new is not None
    name = f"{TABLE}.{column}"
    return keyring().open(bytes(new), name) != keyring().open(bytes(old), name)


def _drafts(run: Run) -> Iterator[findable.Draft]:
    """The search entries of changed customers; parts of a new phone are added, those of the old one are checked when found."""
    run.cursor.execute("SELECT id, name, cust_no, city, blind FROM in_customer_changed")
    for id_, name, cust_no, city, blind in run.cursor.fetchall():
        subtitle = " ".join(part for part in (city, cust_no) if part)
        yield findable.Draft(id_, name, subtitle, entries.latin(name)[:160], entries.tokens(name, cust_no), blind)


def settle(run: Run) -> Iterator[Refusal]:
    """Match the rest by phone and name, refuse where two fit, give the new ones their ids. Called once, after the VIN match."""
    run.sql(sql.MATCHES)
    run.cursor.execute(sql.TWO)
    for sheet, row, found in run.cursor.fetchall():
        yield Refusal(Place(sheet, row), Problem("phone", "two_candidates", "", "error", {"found": found}))
    for statement in (sql.MATCHED, sql.NEW, sql.SAME, sql.EXTRA, "ANALYZE in_customer"):
        run.sql(statement)


def _notes(one: Mapping[str, Any], row: Cleaned) -> str:
    if not row.notes:
        return str(one.get("notes", ""))
    lines = [one["notes"]] if one.get("notes") else []
    return "\n".join([*lines, *(f"{header}: {text}" for header, text in row.notes.items())])[:4000]


def undo(run: Run) -> None:
    """Give back what the import wrote: changed rows as before, new ones gone. Refused("undo_edited") when people changed them."""
    run.cursor.execute(sql.EDITED, {"store": run.store_id, "batch": run.batch_id})
    edited = run.cursor.fetchone()[0]
    if edited:
        raise Refused("undo_edited", records=edited)
    run.sql(sql.RESTORE)
    run.sql(sql.TOLD)
    run.sql(sql.FORGET)
    findable.restore(run, "customer")
    run.sql(sql.UNSAID)
    run.count("customers_removed", run.sql(sql.REMOVE))
