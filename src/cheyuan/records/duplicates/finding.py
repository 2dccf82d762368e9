"""Finding pairs set by set inside one store (PPL-07). Scores, at most 100:

same document 90 · same phone 50 · same car in their history 40 · same plate 35 · similar name 35 · same birthday 10;
another birthday −25 · another gender −25 · one a company −40. Car and plate count only with similar names: cars are sold.
A phone or document on more than ``CROWD`` files is a company's switchboard or a dummy, and says nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base.sealed import keyring
from cheyuan.kernel import text

CROWD = 8
NEAR = 0.55
"""Trigram similarity of the spelt names from which they are similar."""
BATCH = 2000

FOUND = """
CREATE TEMPORARY TABLE found_pair ON COMMIT DROP AS
WITH people AS (
  SELECT id, name, pinyin, phone_key, birthday, gender, kind FROM customers_customer
  WHERE store_id = %(store)s AND erased_at IS NULL
), marks AS (
  SELECT id, 'phone' AS why, phone_key AS mark FROM people WHERE phone_key IS NOT NULL
  UNION SELECT customer_id, 'phone', number_key FROM customers_extraphone WHERE store_id = %(store)s
  UNION SELECT customer_id, 'document', key FROM duplicates_documentkey WHERE store_id = %(store)s
  UNION SELECT customer_id, 'vin', int8send(vehicle_id) FROM vehicles_ownership WHERE store_id = %(store)s
  UNION SELECT owner_id, 'vin', int8send(id) FROM vehicles_vehicle WHERE store_id = %(store)s AND owner_id IS NOT NULL
  UNION SELECT owner_id, 'plate', convert_to(plate, 'UTF8') FROM vehicles_vehicle
    WHERE store_id = %(store)s AND owner_id IS NOT NULL AND plate <> '' AND status = 'active'
), few AS (
  SELECT why, mark FROM marks GROUP BY why, mark HAVING count(*) BETWEEN 2 AND %(crowd)s
), met AS (
  SELECT DISTINCT a.id AS first_id, b.id AS second_id, a.why
  FROM few JOIN marks a USING (why, mark) JOIN marks b USING (why, mark) WHERE a.id < b.id
), weighed AS (
  SELECT m.first_id, m.second_id, m.why, a.birthday = b.birthday AS born, a.birthday <> b.birthday AS older,
    a.gender <> b.gender AND a.gender <> '' AND b.gender <> '' AS other, a.kind <> b.kind AS firm,
    a.pinyin = b.pinyin OR position(a.name IN b.name) > 0 OR position(b.name IN a.name) > 0
      OR similarity(a.pinyin COLLATE "default", b.pinyin COLLATE "default") >= %(near)s AS alike
  FROM met m JOIN people a ON a.id = m.first_id JOIN people b ON b.id = m.second_id
), summed AS (
  SELECT first_id, second_id, array_agg(why ORDER BY why) || CASE WHEN bool_or(alike) THEN ARRAY['name'] ELSE ARRAY[]::text[] END
      || CASE WHEN bool_or(born) THEN ARRAY['birthday'] ELSE ARRAY[]::text[] END AS reasons,
    sum(CASE why WHEN 'document' THEN 90 WHEN 'phone' THEN 50 WHEN 'vin' THEN 40 ELSE 35 END)
      + CASE WHEN bool_or(alike) THEN 35 ELSE 0 END + CASE WHEN bool_or(born) THEN 10 ELSE 0 END
      - CASE WHEN bool_or(older) THEN 25 ELSE 0 END - CASE WHEN bool_or(other) THEN 25 ELSE 0 END
      - CASE WHEN bool_or(firm) THEN 40 ELSE 0 END AS score
  FROM weighed WHERE alike OR why IN ('phone', 'document') GROUP BY first_id, second_id
)
SELECT first_id, second_id, reasons, least(100, score) AS score FROM summed WHERE score >= %(least)s"""
WRITE = """
INSERT INTO duplicates_pair (store_id, first_id, second_id, reasons, score, state, found_at, by_name)
SELECT %(store)s, first_id, second_id, reasons, score, 'open', %(at)s, '' FROM found_pair
ON CONFLICT (store_id, first_id, second_id) DO UPDATE SET reasons = EXCLUDED.reasons, score = EXCLUDED.score
WHERE duplicates_pair.state = 'open' AND NOT 'manual' = any(duplicates_pair.reasons)
  AND (duplicates_pair.reasons, duplicates_pair.score) IS DISTINCT FROM (EXCLUDED.reasons, EXCLUDED.score)"""
GONE = """
DELETE FROM duplicates_pair p WHERE p.store_id = %(store)s AND p.state = 'open' AND NOT 'manual' = any(p.reasons)
  AND NOT EXISTS (SELECT FROM found_pair f WHERE f.first_id = p.first_id AND f.second_id = p.second_id)"""

STALE = """
SELECT c.id, c.id_document FROM customers_customer c
LEFT JOIN duplicates_documentkey k ON k.store_id = c.store_id AND k.customer_id = c.id
WHERE c.store_id = %(store)s AND c.erased_at IS NULL AND c.id_document IS NOT NULL AND (k.at IS NULL OR k.at < c.updated_at)
ORDER BY c.id LIMIT %(batch)s"""
KEYS = """
INSERT INTO duplicates_documentkey (store_id, customer_id, key, at)
SELECT %(store)s, id, key, %(at)s FROM unnest(%(ids)s::bigint[], %(keys)s::bytea[]) AS k(id, key)
ON CONFLICT (store_id, customer_id) DO UPDATE SET key = EXCLUDED.key, at = EXCLUDED.at"""
UNKEYED = """
DELETE FROM duplicates_documentkey k USING customers_customer c
WHERE k.store_id = %(store)s AND c.store_id = k.store_id AND c.id = k.customer_id AND c.id_document IS NULL"""


def find(store_id: int, group_id: int, *, least: int, at: datetime) -> int:
    """Find a store's pairs anew, inside its scope; what was decided stays. Answers how many fit now."""
    _keys(store_id, group_id, at)
    named: dict[str, Any] = {"store": store_id, "crowd": CROWD, "near": NEAR, "least": least, "at": at}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.found_pair")
        cursor.execute(FOUND, named)
        found = cursor.rowcount
        cursor.execute(WRITE, named)
        cursor.execute(GONE, named)
    return int(found)


def _keys(store_id: int, group_id: int, at: datetime) -> None:
    """The keyed hashes of documents that are new or stand on files changed since."""
    with connection.cursor() as cursor:
        cursor.execute(UNKEYED, {"store": store_id})
        while True:
            cursor.execute(STALE, {"store": store_id, "batch": BATCH})
            rows: Sequence[tuple[int, bytes]] = cursor.fetchall()
            ids = [pk for pk, _sealed in rows]
            keys = [_key(group_id, bytes(sealed)) for _pk, sealed in rows]
            if rows:
                cursor.execute(KEYS, {"store": store_id, "ids": ids, "keys": keys, "at": at})
            if len(rows) < BATCH:
                return


def _key(group_id: int, sealed: bytes) -> bytes:
    number = keyring().open(sealed, "customers_customer.id_document")
    return keyring().blind(group_id, "document:" + "".join(text.half(number).upper().split()))
