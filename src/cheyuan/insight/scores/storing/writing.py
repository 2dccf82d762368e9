"""Writing scores set-wise: staged by COPY, then only what says something else than before."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

CARS = {
    "vehicle_id": "bigint", "customer_id": "bigint", "score": "smallint", "candidate": "bool", "worth_fen": "bigint",
    "reasons": "jsonb",
}  # fmt: skip
CUSTOMERS = {
    "customer_id": "bigint", "fit_id": "bigint", "past_fen": "bigint", "year_fen": "bigint", "life_fen": "bigint",
    "alive": "float8", "visits": "float8", "churn": "smallint", "next_from": "date", "next_on": "date", "next_until": "date",
    "reasons": "jsonb", "as_of": "date",
}  # fmt: skip
CHANGES = """
INSERT INTO scores_change (store_id, vehicle_id, day, score)
SELECT %(store)s, i.vehicle_id, %(day)s, i.score FROM in_car i
LEFT JOIN scores_tradein t ON t.store_id = %(store)s AND t.vehicle_id = i.vehicle_id
WHERE i.score IS DISTINCT FROM coalesce(t.score, 0)
ON CONFLICT (store_id, vehicle_id, day) DO UPDATE SET score = excluded.score"""
SCORES = """
INSERT INTO scores_tradein (store_id, vehicle_id, customer_id, score, candidate, worth_fen, reasons, as_of)
SELECT %(store)s, vehicle_id, customer_id, score, candidate, worth_fen, reasons, %(day)s FROM in_car
ON CONFLICT (store_id, vehicle_id) DO UPDATE SET customer_id = excluded.customer_id, score = excluded.score,
  candidate = excluded.candidate, worth_fen = excluded.worth_fen, reasons = excluded.reasons, as_of = excluded.as_of"""
GONE = """
DELETE FROM scores_tradein t WHERE t.store_id = %(store)s
  AND NOT EXISTS (SELECT FROM in_car i WHERE i.vehicle_id = t.vehicle_id)"""
LEFT = """
UPDATE scores_stay s SET until = %(day)s WHERE s.store_id = %(store)s AND s.until IS NULL
  AND NOT EXISTS (SELECT FROM in_car i WHERE i.vehicle_id = s.vehicle_id AND i.candidate)"""
# Who was a candidate a short while ago was one all along: a sign that fades for a week makes no second call.
BACK = """
UPDATE scores_stay s SET until = NULL FROM (
  SELECT DISTINCT ON (l.vehicle_id) l.id, l.until FROM scores_stay l JOIN in_car i ON i.vehicle_id = l.vehicle_id AND i.candidate
  WHERE l.store_id = %(store)s ORDER BY l.vehicle_id, l.since DESC) last
WHERE s.store_id = %(store)s AND s.id = last.id AND last.until IS NOT NULL AND last.until >= %(day)s::date - %(stay)s::int"""
ENTERED = """
INSERT INTO scores_stay (store_id, vehicle_id, since, score, reasons)
SELECT %(store)s, i.vehicle_id, %(day)s, i.score, i.reasons FROM in_car i WHERE i.candidate
  AND NOT EXISTS (SELECT FROM scores_stay s WHERE s.store_id = %(store)s AND s.vehicle_id = i.vehicle_id AND s.until IS NULL)
ON CONFLICT (store_id, vehicle_id, since) DO UPDATE SET until = NULL"""
_named = ", ".join(CUSTOMERS)
_new = ", ".join(f"{name} = excluded.{name}" for name in CUSTOMERS if name != "customer_id")
VALUES = f"""
INSERT INTO scores_value (store_id, {_named}) SELECT %(store)s, {_named} FROM in_customer
ON CONFLICT (store_id, customer_id) DO UPDATE SET {_new}"""  # noqa: S608 - our own words
VALUES_GONE = """
DELETE FROM scores_value v WHERE v.store_id = %(store)s
  AND NOT EXISTS (SELECT FROM in_customer i WHERE i.customer_id = v.customer_id)"""
COUNT = "SELECT count(*) FROM in_car WHERE candidate"


def write(
    store_id: int, day: date, cars: Sequence[dict[str, Any]], customers: Sequence[dict[str, Any]], stay_days: int
) -> int:
    """Bring the stored scores in line; answers how many candidates there are. Inside a scope."""
    named: dict[str, Any] = {"store": store_id, "day": day, "stay": stay_days}
    with connection.cursor() as cursor:
        _stage(cursor, "in_car", CARS, cars)
        _stage(cursor, "in_customer", CUSTOMERS, customers)
        for statement in (CHANGES, SCORES, GONE, LEFT, BACK, ENTERED, VALUES, VALUES_GONE):
            cursor.execute(statement, named)
        cursor.execute(COUNT)
        return int(cursor.fetchone()[0])


def _stage(cursor: Any, name: str, columns: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    inside = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({inside}) ON COMMIT DROP")
    with cursor.cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(row[column], kind) for column, kind in columns.items()])
    cursor.execute(f"ANALYZE {name}")


def _plain(value: Any, kind: str) -> Any:
    return json.dumps(value, ensure_ascii=False) if kind == "jsonb" else value
