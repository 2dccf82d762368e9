"""Owner books of any size, made by the embedded engine block by block: the same rows as Parquet or in PostgreSQL.

A block is some stores with all that is theirs. Memory is that of one block, however large the book. Nothing is random: each
figure follows from the car's number, so that every engine gets the same book.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

STORE, BLOCK = 100_000, 500_000
"""Cars of a store, and of a block: five stores."""
CARS = """
CREATE OR REPLACE TEMP TABLE cars AS SELECT *, greatest(0, age - CASE WHEN h2 % 5 = 0 THEN h3 % 500 ELSE 0 END) AS lived,
  150 + h4 % 80 AS every, 1 + h5 % 8 AS kept, 15 + h6 % 45 AS pace, $as_of::date - age::int AS delivered
FROM (SELECT n, ($first_store + n // $per_store)::int4 AS store_id, (hash(n, 1) % 3650)::int8 AS age,
  (hash(n, 2) % 1000)::int8 AS h2, (hash(n, 3) % 1000)::int8 AS h3, (hash(n, 4) % 1000)::int8 AS h4,
  (hash(n, 5) % 1000)::int8 AS h5,
  (hash(n, 6) % 1000)::int8 AS h6, (hash(n, 7) % 1000)::int8 AS h7 FROM range($first, $last) r(n))"""
TABLES = {
    "vehicles": """
SELECT store_id, n + 1 AS vehicle_id, 'LBNCH' || lpad((n + 1)::varchar, 12, '0') AS vin,
  n + 1 - (n % 8 = 7)::int8 AS customer_id, '海悦' AS brand, 'M' || (h2 % 25) AS model,
  CASE WHEN h3 % 5 = 0 THEN 'ev' ELSE 'ice' END AS energy, CASE WHEN h4 % 20 = 0 THEN 'company' ELSE '' END AS use,
  5::int4 AS seats, delivered AS delivered_on, delivered AS registered_on, 'active' AS status, NULL::date AS warranty_end,
  CASE WHEN h5 % 4 = 0 THEN ($as_of::date + (h6 % 700 - 20)::int) END AS inspection_due,
  CASE WHEN h7 % 3 > 0 THEN ($as_of::date + (h7 % 365)::int) END AS insurance_expiry, h5 % 10 > 0 AS sold_here FROM cars""",
    "customers": """
SELECT store_id, n + 1 AS customer_id, 'B' || (n + 1) AS cust_no, CASE WHEN h4 % 20 = 0 THEN 'company' ELSE 'person' END AS kind,
  date '1960-01-01' + (h2 * 17 + h3 % 17)::int AS birthday, h6 % 25 = 0 AS do_not_contact FROM cars WHERE n % 8 < 7""",
    "visits": """
SELECT store_id, n + 1 AS vehicle_id, (delivered + (every * j)::int) AS visited_on, NULL::timestamp AS visited_at,
  CASE WHEN (j + h2) % 4 = 0 THEN 'repair' ELSE 'service' END AS kind,
  pace * every * j + CASE WHEN h3 = 7 AND j % 3 = 0 THEN 90000 ELSE (j * 37) % 30 END AS km, (h7 + j) % 20 > 0 AS here
FROM (SELECT *, lived // every AS visits FROM cars),
  LATERAL (SELECT unnest(range(greatest(1, visits - kept + 1), visits + 1)) AS j)""",
    "readings": """
SELECT store_id, n + 1 AS vehicle_id, (delivered + (lived - lived // 9)::int) AS read_on, pace * (lived - lived // 9) AS km,
  h4 = 11 AS correction FROM cars WHERE h2 % 10 < 3 AND lived > 20""",
}


@dataclass(frozen=True)
class Book:
    """So many cars as of a day; the stores are numbered from ``first_store``."""

    vehicles: int
    as_of: date = date(2026, 11, 21)
    first_store: int = 1

    @property
    def stores(self) -> int:
        """How many stores they are spread over."""
        return -(-self.vehicles // STORE)

    def blocks(self) -> Iterator[dict[str, pa.Table]]:
        """The published tables of each block."""
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as con:
            for first in range(0, self.vehicles, BLOCK):
                asked = {
                    "as_of": self.as_of, "first": first, "last": min(first + BLOCK, self.vehicles),
                    "first_store": self.first_store, "per_store": STORE,
                }  # fmt: skip
                con.execute(CARS, asked)
                yield {name: _asked(con, text, self.as_of) for name, text in TABLES.items()}


def _asked(con: Any, text: str, as_of: date) -> pa.Table:
    return con.sql(text.replace("$as_of", f"'{as_of.isoformat()}'")).to_arrow_table()


def to_parquet(book: Book, folder: Path) -> None:
    """``vehicles-0000.parquet`` and so on, one file a table and block."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, tables in enumerate(book.blocks()):
        for name, rows in tables.items():
            pq.write_table(rows, folder / f"{name}-{number:04d}.parquet")


STAGED = {
    "vehicles": """
INSERT INTO vehicles_vehicle (id, store_id, group_id, vin, vin_warning, plate, owner_id, brand, model, trim, colour, energy,
  engine_no, use, seats, sold_here, status, cares, notes, delivered_on, registered_on, inspection_due, created_at, updated_at)
SELECT vehicle_id, store_id, (SELECT min(id) FROM tenancy_group), vin, false, '', customer_id, brand, model, '', '', energy, '',
  use, seats, sold_here, status, true, '', delivered_on, registered_on, inspection_due, now(), now() FROM staged_vehicles;
INSERT INTO vehicles_insurancepolicy (store_id, vehicle_id, insurer, kinds, ends_on)
SELECT store_id, vehicle_id, '', '', insurance_expiry FROM staged_vehicles WHERE insurance_expiry IS NOT NULL""",
    "customers": """
INSERT INTO customers_customer (id, store_id, cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, wechat, province,
  city, district, occupation, usage, salutation, avoid, preferred_channel, preferred_time, source, tags, notes, is_vip,
  do_not_contact, created_at, updated_at)
SELECT customer_id, store_id, cust_no, 'bench', '', kind, '', birthday, '\\x01', sha256(customer_id::text::bytea), NULL, '', '',
  '', '', '', '', '', '', '', '', '{}', '', false, do_not_contact, now(), now() FROM staged_customers""",
    "visits": """
INSERT INTO vehicles_visit (store_id, vehicle_id, visited_on, kind, km, amount_fen, note, source)
SELECT store_id, vehicle_id, visited_on, kind, km, 60000, '', CASE WHEN here THEN 'import' ELSE 'elsewhere' END
FROM staged_visits""",
    "readings": """
INSERT INTO vehicles_reading (store_id, vehicle_id, read_on, km, source, correction, reason, by_name, at)
SELECT store_id, vehicle_id, read_on, km, 'import', correction, '', '', now() FROM staged_readings""",
}
STORES = """
INSERT INTO tenancy_store (id, group_id, code, name, city, address, phone, zone, is_active, is_demo, created_at)
SELECT n, (SELECT min(id) FROM tenancy_group), 'bench' || n, '测试店' || n, '', '', '', 'Asia/Shanghai', true, true, '2020-01-01'
FROM generate_series(%s::int, %s::int) n"""
STAGES = {"int32": "integer", "int64": "bigint", "string": "text", "date32[day]": "date", "bool": "boolean"}


def to_postgres(book: Book, link: psycopg.Connection[Any]) -> None:
    """Into an empty house, as owner of its tables; ends with fresh statistics."""
    link.execute(STORES, [book.first_store, book.first_store + book.stores - 1])
    for tables in book.blocks():
        with link.transaction():
            for name in ("customers", "vehicles", "visits", "readings"):
                _copied(link, f"staged_{name}", tables[name])
                link.execute(STAGED[name].encode())
                link.execute(f"DROP TABLE staged_{name}".encode())
    link.execute("VACUUM ANALYZE")


def _copied(link: psycopg.Connection[Any], name: str, rows: pa.Table) -> None:
    inside = ", ".join(f'"{one.name}" {STAGES.get(str(one.type), "timestamp")}' for one in rows.schema)
    link.execute(f"CREATE TEMPORARY TABLE {name} ({inside})".encode())
    options = pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    with link.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)".encode()) as copy:
        for batch in rows.to_batches(max_chunksize=50_000):
            buffer = io.BytesIO()
            pacsv.write_csv(pa.Table.from_batches([batch]), buffer, options)
            copy.write(buffer.getvalue())
