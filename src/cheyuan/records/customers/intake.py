"""Customers of an import: staged in ``in_customer``, matched by number, else phone and name, written set by set.

The vehicles' loader may set ``id`` of rows that it recognises by VIN before the match by phone and name runs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake.loaders import Place, Refusal, Run, Stage
from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.base.sealed import keyring, seal
from cheyuan.base.search.words import phone_keys
from cheyuan.kernel import names
from cheyuan.records.customers import entries

TABLE = "customers_customer"
COLUMNS = {
    "sheet": "int", "row": "int", "vin": "text", "cust_no": "text", "name": "text", "pinyin": "text", "kind": "text",
    "gender": "text", "birthday": "date", "phone": "bytea", "phone_key": "bytea", "email": "bytea", "city": "text",
    "address": "bytea", "source": "text", "do_not_contact": "bool", "consultant": "text", "advisor": "text",
    "notes": "text", "tokens": "text[]", "blind": "int[]", "latin": "text", "same_row": "int",
    "id": "bigint default null", "is_new": "bool default false", "refused": "bool default false",
}  # fmt: skip


class CustomersLoader:
    """The customers' part in an import."""

    records = frozenset({"customer"})

    def __init__(self) -> None:
        self._stage = Stage("in_customer", COLUMNS)
        self._first: dict[tuple[str, str], int] = {}
        self._looks: dict[str, tuple[str, list[str], str]] = {}

    def open(self, run: Run) -> None:
        """Make the temporary table."""
        self._stage.create(run)

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Stage one customer. A vehicle row of the exchange format names its owner only by number: nothing to stage."""
        if spec not in ("customers", "owners"):
            return
        one = records["customer"]
        name, phone, cust_no = one["name"], one.get("phone", ""), one.get("cust_no")
        same = self._first.setdefault((name, cust_no or phone), place.row) if spec == "owners" else place.row
        pinyin, tokens, latin = self._look(name)
        if cust_no:
            tokens = sorted(entries.tokens(name, cust_no))
        self._stage.add(
            run,
            (
                place.sheet, place.row, records.get("vehicle", {}).get("vin") if spec == "owners" else None, cust_no, name,
                pinyin, one.get("type") or ("company" if names.is_company(name) else "person"), one.get("gender"),
                one.get("birthday"), seal(f"{TABLE}.phone", phone), keyring().blind(run.by.group_id, phone) if phone else None,
                seal(f"{TABLE}.email", one.get("email", "")), one.get("city"), seal(f"{TABLE}.address", one.get("address", "")),
                one.get("source"), one.get("do_not_contact"), one.get("consultant"), one.get("advisor"), _notes(one, row),
                tokens, phone_keys(run.by.group_id, phone) if phone else [], latin, same,
            ),
        )  # fmt: skip

    def _look(self, name: str) -> tuple[str, list[str], str]:
        found = self._looks.get(name)
        if found is None:
            found = names.sort_key(name)[:240], sorted(names.pinyin_tokens(name)), entries.latin(name)[:160]
            if len(self._looks) < 50_000:
                self._looks[name] = found
        return found

    def flush(self, run: Run) -> None:
        """Write the rest into the temporary table."""
        self._stage.flush(run)
        run.sql("ANALYZE in_customer")

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Match by number. What is left waits for the VIN (``settle`` is called by the vehicles' loader)."""
        run.sql(
            "CREATE UNIQUE INDEX ON in_customer (sheet, row); CREATE INDEX ON in_customer (cust_no); CREATE INDEX ON in_customer (id)"
        )
        run.sql(
            "UPDATE in_customer s SET id = c.id FROM customers_customer c"
            " WHERE c.store_id = %(store)s AND c.cust_no = s.cust_no AND c.erased_at IS NULL"
        )
        return iter(())

    def write(self, run: Run) -> None:
        """Write new and changed customers, their search entries and timeline."""
        run.sql(BEFORE)
        run.count("customers_changed", run.sql(UPDATE))
        run.count("customers_new", run.sql(INSERT))
        run.sql(SEARCH)
        run.sql(TIMELINE)


def settle(run: Run) -> Iterator[Refusal]:
    """Match the rest by phone and name, refuse where two fit, give the new ones their ids. Called once, after the VIN match."""
    run.cursor.execute(
        MATCHES + "SELECT s.sheet, s.row, m.found FROM in_customer s JOIN m USING (sheet, row) WHERE m.found > 1",
        {"store": run.store_id},
    )
    for sheet, row, found in run.cursor.fetchall():
        yield Refusal(Place(sheet, row), Problem("phone", "two_candidates", "", "error", {"found": found}))
    run.sql(
        MATCHES + "UPDATE in_customer s SET id = CASE WHEN m.found = 1 THEN m.id END, refused = m.found > 1"
        " FROM m WHERE m.sheet = s.sheet AND m.row = s.row"
    )
    run.sql("UPDATE in_customer SET is_new = true WHERE id IS NULL AND NOT refused")
    run.sql("UPDATE in_customer SET id = nextval('customers_customer_id_seq') WHERE is_new AND same_row = row")
    run.sql(
        "UPDATE in_customer s SET id = f.id, is_new = false, refused = f.refused FROM in_customer f"
        " WHERE s.same_row <> s.row AND s.id IS NULL AND f.sheet = s.sheet AND f.row = s.same_row"
    )


def _notes(one: Mapping[str, Any], row: Cleaned) -> str:
    lines = [one["notes"]] if one.get("notes") else []
    return "\n".join([*lines, *(f"{header}: {text}" for header, text in row.notes.items())])[:4000]


# A number that we made ourselves (K…) may be replaced by the store's own; any other difference of numbers is two people.
MATCHES = """
WITH m AS (
  SELECT s.sheet, s.row, min(c.id) AS id, count(*) AS found
  FROM in_customer s
  JOIN customers_customer c ON c.store_id = %(store)s AND c.phone_key = s.phone_key AND c.name = s.name AND c.erased_at IS NULL
  WHERE s.id IS NULL AND s.same_row = s.row AND (s.cust_no IS NULL OR c.cust_no ~ '^K[0-9]{7,}$')
  GROUP BY s.sheet, s.row
)
"""
ONE = "SELECT DISTINCT ON (id) * FROM in_customer WHERE NOT refused AND id IS NOT NULL AND {} ORDER BY id, sheet, row"
_TEXTS = ("kind", "gender", "city", "source")
_CHANGED = " OR ".join(
    ["s.name <> c.name", "s.birthday <> c.birthday", "s.phone_key IS DISTINCT FROM coalesce(c.phone_key, s.phone_key)",
     "(s.phone_key IS NOT NULL AND c.phone_key IS NULL)", "(s.cust_no IS NOT NULL AND s.cust_no <> c.cust_no)",
     "(s.birthday IS NOT NULL AND c.birthday IS NULL)", "s.email IS NOT NULL", "s.address IS NOT NULL",
     "(coalesce(s.do_not_contact, false) AND NOT c.do_not_contact)", "(s.notes <> '' AND s.notes <> c.notes)",
     *(f"(coalesce(s.{name}, '') <> '' AND s.{name} <> c.{name})" for name in _TEXTS)]
)  # fmt: skip
BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT c.store_id, %(batch)s, 'customers_customer', c.id, to_jsonb(c)
FROM customers_customer c JOIN ({ONE.format("NOT is_new")}) s ON s.id = c.id AND c.store_id = %(store)s WHERE {_CHANGED}
ON CONFLICT DO NOTHING"""
UPDATE = f"""
UPDATE customers_customer c SET
  name = s.name, pinyin = s.pinyin, kind = coalesce(s.kind, c.kind), gender = coalesce(s.gender, c.gender),
  birthday = coalesce(s.birthday, c.birthday), phone = coalesce(s.phone, c.phone), phone_key = coalesce(s.phone_key, c.phone_key),
  email = coalesce(s.email, c.email), address = coalesce(s.address, c.address), city = coalesce(s.city, c.city),
  source = coalesce(s.source, c.source), cust_no = coalesce(s.cust_no, c.cust_no),
  do_not_contact = c.do_not_contact OR coalesce(s.do_not_contact, false),
  notes = CASE WHEN s.notes = '' THEN c.notes ELSE s.notes END, updated_at = %(at)s
FROM ({ONE.format("NOT is_new")}) s WHERE s.id = c.id AND c.store_id = %(store)s AND ({_CHANGED})"""
INSERT = f"""
INSERT INTO customers_customer (
  id, store_id, cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, email, city, address, source,
  do_not_contact, consultant_id, advisor_id, notes, batch_id, created_at, updated_at, province, district, occupation,
  usage, salutation, avoid, preferred_channel, preferred_time, tags, is_vip)
SELECT s.id, %(store)s, coalesce(s.cust_no, 'K' || lpad(s.id::text, 7, '0')), s.name, s.pinyin, s.kind, coalesce(s.gender, ''),
  s.birthday, s.phone, s.phone_key, s.email, coalesce(s.city, ''), s.address, coalesce(s.source, ''),
  coalesce(s.do_not_contact, false), seller.id, advisor.id, s.notes, %(batch)s, %(at)s, %(at)s, '', '', '', '', '', '', '', '',
  ARRAY[]::varchar[], false
FROM ({ONE.format("is_new")}) s
LEFT JOIN (
  SELECT a.name, min(a.id) AS id FROM accounts_account a JOIN accounts_membership m ON m.account_id = a.id
  WHERE m.group_id = %(group)s AND coalesce(m.store_id, %(store)s) = %(store)s GROUP BY a.name HAVING count(DISTINCT a.id) = 1
) seller ON seller.name = s.consultant
LEFT JOIN (
  SELECT a.name, min(a.id) AS id FROM accounts_account a JOIN accounts_membership m ON m.account_id = a.id
  WHERE m.group_id = %(group)s AND coalesce(m.store_id, %(store)s) = %(store)s GROUP BY a.name HAVING count(DISTINCT a.id) = 1
) advisor ON advisor.name = s.advisor"""
SEARCH = f"""
INSERT INTO search_entry (store_id, kind, object_id, title, subtitle, latin, tokens, blind)
SELECT %(store)s, 'customer', s.id, s.name,
  concat_ws(' ', nullif(s.city, ''), coalesce(s.cust_no, 'K' || lpad(s.id::text, 7, '0'))),
  s.latin, s.tokens || ARRAY[lower(coalesce(s.cust_no, 'K' || lpad(s.id::text, 7, '0')))], s.blind
FROM ({ONE.format("true")}) s
ON CONFLICT (store_id, kind, object_id) DO UPDATE SET
  title = excluded.title, subtitle = excluded.subtitle, latin = excluded.latin, tokens = excluded.tokens, blind = excluded.blind
WHERE (search_entry.title, search_entry.subtitle, search_entry.blind)
  IS DISTINCT FROM (excluded.title, excluded.subtitle, excluded.blind)"""
TIMELINE = f"""
INSERT INTO journal_timelineentry (store_id, customer_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
SELECT %(store)s, s.id, %(at)s, 'customer.created', 'file', '{{}}', 'customer', s.id, '', %(batch)s
FROM ({ONE.format("is_new")}) s"""


def undo(run: Run) -> None:
    """Give back what the import wrote: changed rows as before, new ones gone."""
    run.sql(
        "UPDATE customers_customer c SET (cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, email, address, city,"
        " source, do_not_contact, notes, updated_at) = (o.cust_no, o.name, o.pinyin, o.kind, o.gender, o.birthday, o.phone,"
        " o.phone_key, o.email, o.address, o.city, o.source, o.do_not_contact, o.notes, o.updated_at)"
        " FROM intake_before b, jsonb_populate_record(NULL::customers_customer, b.row) o"
        " WHERE b.batch_id = %(batch)s AND b.\"table\" = 'customers_customer' AND c.id = b.row_id AND c.store_id = %(store)s"
    )
    run.sql("DELETE FROM journal_timelineentry WHERE store_id = %(store)s AND batch_id = %(batch)s")
    run.sql(
        "DELETE FROM search_entry e USING customers_customer c WHERE e.store_id = %(store)s AND e.kind = 'customer'"
        " AND e.object_id = c.id AND c.store_id = %(store)s AND c.batch_id = %(batch)s"
    )
    run.count(
        "customers_removed",
        run.sql("DELETE FROM customers_customer WHERE store_id = %(store)s AND batch_id = %(batch)s"),
    )
