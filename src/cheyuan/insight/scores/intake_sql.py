"""The set-wise statements by which signs of an import find their customers and are written; see ``intake``."""

# Who may be meant: people of the book itself (new ones have their number already, also when it is only checked), then those on file.
KNOWN = """
CREATE TEMPORARY TABLE in_sign_known ON COMMIT DROP AS
WITH asked AS (SELECT array_agg(DISTINCT cust_no) AS numbers, array_agg(DISTINCT phone_key) AS phones FROM in_sign_row)
SELECT k.id, k.cust_no, k.name, k.phone_key FROM in_customer k, asked
WHERE NOT k.refused AND k.id IS NOT NULL AND (k.cust_no = any(asked.numbers) OR k.phone_key = any(asked.phones))
UNION
SELECT c.id, c.cust_no, c.name, c.phone_key FROM customers_customer c, asked
WHERE c.store_id = %(store)s AND c.erased_at IS NULL AND c.cust_no = any(asked.numbers)
UNION
SELECT c.id, c.cust_no, c.name, c.phone_key FROM customers_customer c, asked
WHERE c.store_id = %(store)s AND c.erased_at IS NULL AND c.phone_key = any(asked.phones)"""
CARS = """
CREATE TEMPORARY TABLE in_sign_car ON COMMIT DROP AS
SELECT DISTINCT ON (vin) vin, id, owner_id FROM (
  SELECT vin, id, owner_id, 0 AS place FROM in_vehicle WHERE NOT refused AND id IS NOT NULL
  UNION ALL
  SELECT vin, id, owner_id, 1 FROM vehicles_vehicle WHERE store_id = %(store)s
    AND vin IN (SELECT vin FROM in_sign_row WHERE vin IS NOT NULL)
) f ORDER BY vin, place"""

# By number; else by phone (with the name, when there is one), where the owner of the named car goes first; else by the car alone.
MATCH = """
CREATE TEMPORARY TABLE in_sign ON COMMIT DROP AS
SELECT s.*, EXISTS (
    SELECT FROM scores_sign o WHERE o.store_id = %(store)s AND o.customer_id = s.customer_id AND o.kind = s.kind
      AND o.seen_on = s.seen_on AND o.vehicle_id IS NOT DISTINCT FROM s.vehicle_id)
  OR row_number() OVER (PARTITION BY s.customer_id, s.kind, s.seen_on, s.vehicle_id ORDER BY s.sheet, s.row) > 1 AS known
FROM (
  SELECT r.*, car.id AS vehicle_id, car.owner_id, p.found, CASE WHEN r.cust_no IS NOT NULL THEN n.id
    WHEN r.phone_key IS NOT NULL THEN p.id ELSE car.owner_id END AS customer_id
  FROM in_sign_row r
  LEFT JOIN in_sign_car car ON car.vin = r.vin
  LEFT JOIN LATERAL (SELECT min(k.id) AS id FROM in_sign_known k WHERE k.cust_no = r.cust_no) n ON true
  LEFT JOIN LATERAL (
    SELECT CASE WHEN bool_or(k.id = car.owner_id) THEN car.owner_id ELSE min(k.id) END AS id,
      CASE WHEN bool_or(k.id = car.owner_id) THEN 1 ELSE count(DISTINCT k.id) END AS found
    FROM in_sign_known k WHERE r.cust_no IS NULL AND k.phone_key = r.phone_key AND (r.name IS NULL OR k.name = r.name)
  ) p ON true
) s"""

# One reason a row, the plainest first.
_WHY = """CASE
  WHEN cust_no IS NULL AND phone_key IS NULL AND vin IS NULL THEN 'who_missing'
  WHEN seen_on <= %(as_of)s::date - 366 THEN 'day_old'
  WHEN vin IS NOT NULL AND vehicle_id IS NULL THEN 'car_unknown'
  WHEN found > 1 THEN 'two_candidates'
  WHEN customer_id IS NULL THEN 'who_unknown'
  WHEN owner_id <> customer_id THEN 'car_of_other'
  WHEN vin IS NOT NULL AND owner_id IS NULL THEN 'car_of_other'
  WHEN known THEN 'sign_known' END"""
WRONG = f"""
SELECT sheet, row, why,
  CASE why WHEN 'day_old' THEN 'seen_on' WHEN 'car_unknown' THEN 'vin' WHEN 'car_of_other' THEN 'vin' WHEN 'sign_known' THEN 'sign'
    WHEN 'two_candidates' THEN 'phone' ELSE CASE WHEN cust_no IS NULL AND phone_key IS NOT NULL THEN 'phone' ELSE 'cust_no' END END,
  CASE why WHEN 'day_old' THEN seen_on::text WHEN 'car_unknown' THEN vin WHEN 'car_of_other' THEN vin WHEN 'sign_known' THEN kind
    WHEN 'who_unknown' THEN cust_no END,
  CASE why WHEN 'two_candidates' THEN found END
FROM (SELECT *, {_WHY} AS why FROM in_sign) s WHERE why IS NOT NULL ORDER BY sheet, row"""

# The timeline tells it on the day it was noticed, never ahead of the moment of writing.
INSERT = f"""
WITH made AS (
  INSERT INTO scores_sign (store_id, customer_id, vehicle_id, kind, seen_on, note, source, by_name, at, batch_id)
  SELECT %(store)s, customer_id, vehicle_id, kind, seen_on, note, 'import', %(who)s, %(at)s, %(batch)s
  FROM in_sign WHERE ({_WHY}) IS NULL ORDER BY sheet, row
  RETURNING customer_id, vehicle_id, kind, seen_on
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, by_name, batch_id)
  SELECT %(store)s, customer_id, vehicle_id, least(%(at)s, (seen_on + time '18:00') AT TIME ZONE 'Asia/Shanghai'), 'sign.noted',
    'score', jsonb_build_object('sign', kind), '', '', %(batch)s
  FROM made
)
SELECT customer_id FROM made"""

_PERSON = """EXISTS (SELECT FROM customers_customer c WHERE c.store_id = t.store_id AND c.id = t.customer_id
  AND c.batch_id = %(batch)s)"""
_CAR = """EXISTS (SELECT FROM vehicles_vehicle v WHERE v.store_id = t.store_id AND v.id = t.vehicle_id AND v.batch_id = %(batch)s)"""
TOUCHED = f"""
SELECT count(*) FROM scores_sign t WHERE t.store_id = %(store)s AND t.batch_id IS DISTINCT FROM %(batch)s AND ({_PERSON} OR {_CAR})"""
UNDO = (
    "DELETE FROM scores_sign WHERE store_id = %(store)s AND batch_id = %(batch)s",
    f"DELETE FROM scores_value t WHERE t.store_id = %(store)s AND {_PERSON}",
    f"UPDATE scores_tradein t SET customer_id = NULL WHERE t.store_id = %(store)s AND {_PERSON}",
    *(
        f"DELETE FROM {table} t WHERE t.store_id = %(store)s AND {_CAR}"
        for table in ("scores_tradein", "scores_change", "scores_stay")
    ),
)
