"""The set-wise statements by which an import of cars is resolved and written; see ``intake``."""

MATCH_VIN = """
UPDATE in_vehicle s SET id = v.id, old_owner_id = v.owner_id FROM vehicles_vehicle v
WHERE v.store_id = %(store)s AND v.vin = s.vin"""

# A row without a number is the owner's if its VIN is on file and the name or the phone agrees; else the car has changed hands.
OWNER_BY_VIN = """
UPDATE in_customer s SET id = c.id FROM vehicles_vehicle v JOIN customers_customer c ON c.store_id = v.store_id AND c.id = v.owner_id
WHERE s.id IS NULL AND v.store_id = %(store)s AND v.vin = s.vin AND (c.name = s.name OR c.phone_key = s.phone_key)"""

OWNER_OF_ROW = """
UPDATE in_vehicle s SET owner_id = c.id, refused = c.refused FROM in_customer c
WHERE s.own_row AND c.sheet = s.sheet AND c.row = s.row"""

OWNER_BY_NUMBER = """
UPDATE in_vehicle s SET owner_id = coalesce(
  (SELECT n.id FROM in_customer n WHERE n.cust_no = s.owner_no AND NOT n.refused LIMIT 1),
  (SELECT c.id FROM customers_customer c WHERE c.store_id = %(store)s AND c.cust_no = s.owner_no))
WHERE NOT s.own_row AND s.owner_no IS NOT NULL"""

OWNER_NAME = """
UPDATE in_vehicle s SET owner_name = coalesce(
  (SELECT n.name FROM in_customer n WHERE n.id = s.owner_id LIMIT 1),
  (SELECT c.name FROM customers_customer c WHERE c.store_id = %(store)s AND c.id = s.owner_id))
WHERE s.owner_id IS NOT NULL"""

OWNER_UNKNOWN = "SELECT sheet, row, owner_no FROM in_vehicle WHERE NOT own_row AND owner_id IS NULL"
REFUSE_WITHOUT_OWNER = "UPDATE in_vehicle SET refused = true WHERE owner_id IS NULL"
OWNER_CHANGES = """
SELECT sheet, row, vin FROM in_vehicle WHERE NOT refused AND old_owner_id IS NOT NULL AND old_owner_id <> owner_id"""
CARED_ELSEWHERE = """
UPDATE in_vehicle s SET cares = false
FROM vehicles_cared_elsewhere((SELECT array_agg(vin) FROM in_vehicle)) e(vin) WHERE e.vin = s.vin AND s.id IS NULL"""
CARS = """
CREATE TEMPORARY TABLE in_car ON COMMIT DROP AS
SELECT vin, id, owner_id FROM in_vehicle WHERE NOT refused
UNION ALL
SELECT v.vin, v.id, v.owner_id FROM vehicles_vehicle v
WHERE v.store_id = %(store)s AND v.vin IN (SELECT vin FROM in_visit EXCEPT SELECT vin FROM in_vehicle WHERE NOT refused)"""
VIN_UNKNOWN = """
SELECT sheet, row, vin FROM in_visit v
WHERE vin NOT IN (SELECT vin FROM in_car) AND NOT EXISTS (SELECT FROM in_vehicle c WHERE c.sheet = v.sheet AND c.row = v.row)"""

_GOOD = "NOT s.refused AND s.id IS NOT NULL"
_TEXT = ("plate", "brand", "model", "trim", "colour", "energy", "engine_no", "use", "status")
_PLAIN = ("model_year", "seats", "registered_on", "delivered_on", "warranty_end", "inspection_due")
_CHANGED = " OR ".join(
    [f"(coalesce(s.{name}, '') <> '' AND s.{name} <> v.{name})" for name in _TEXT]
    + [f"(s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM v.{name})" for name in _PLAIN]
    + ["s.owner_id IS DISTINCT FROM v.owner_id"]
)
BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT v.store_id, %(batch)s, 'vehicles_vehicle', v.id, to_jsonb(v) FROM vehicles_vehicle v JOIN in_vehicle s ON s.id = v.id
WHERE v.store_id = %(store)s AND {_GOOD} AND NOT s.is_new ON CONFLICT DO NOTHING"""
UPDATE = f"""
UPDATE vehicles_vehicle v SET owner_id = s.owner_id, updated_at = %(at)s,
  {", ".join(f"{name} = coalesce(nullif(s.{name}, ''), v.{name})" for name in _TEXT)},
  {", ".join(f"{name} = coalesce(s.{name}, v.{name})" for name in _PLAIN)}
FROM in_vehicle s WHERE s.id = v.id AND v.store_id = %(store)s AND {_GOOD} AND NOT s.is_new AND ({_CHANGED})"""
INSERT = f"""
INSERT INTO vehicles_vehicle (
  id, store_id, group_id, vin, vin_warning, plate, owner_id, brand, model, trim, colour, model_year, energy, engine_no, seats,
  use, registered_on, delivered_on, sold_here, status, cares, warranty_end, inspection_due, notes, batch_id, created_at, updated_at)
SELECT s.id, %(store)s, %(group)s, s.vin, s.vin_warning, coalesce(s.plate, ''), s.owner_id, coalesce(s.brand, ''),
  coalesce(s.model, ''), coalesce(s.trim, ''), coalesce(s.colour, ''), s.model_year, coalesce(s.energy, ''),
  coalesce(s.engine_no, ''), s.seats, coalesce(s.use, ''), s.registered_on, s.delivered_on, true, coalesce(s.status, 'active'),
  s.cares, s.warranty_end, s.inspection_due, s.notes, %(batch)s, %(at)s, %(at)s
FROM in_vehicle s WHERE {_GOOD} AND s.is_new"""
CLOSE_OWNERSHIP = f"""
UPDATE vehicles_ownership o SET until = %(as_of)s FROM in_vehicle s
WHERE o.vehicle_id = s.id AND o.store_id = %(store)s AND o.until IS NULL AND {_GOOD} AND o.customer_id <> s.owner_id"""
OPEN_OWNERSHIP = f"""
INSERT INTO vehicles_ownership (store_id, vehicle_id, customer_id, since, batch_id)
SELECT %(store)s, s.id, s.owner_id, CASE WHEN s.old_owner_id IS NULL THEN s.delivered_on ELSE %(as_of)s END, %(batch)s
FROM in_vehicle s WHERE {_GOOD} AND coalesce(s.status, 'active') = 'active'
ON CONFLICT (store_id, vehicle_id) WHERE until IS NULL DO NOTHING"""
READINGS = f"""
INSERT INTO vehicles_reading (store_id, vehicle_id, read_on, km, source, correction, reason, by_name, at, batch_id)
SELECT %(store)s, s.id, s.read_on, s.km, 'import', false, '', '', %(at)s, %(batch)s
FROM in_vehicle s WHERE {_GOOD} AND s.km IS NOT NULL ON CONFLICT DO NOTHING"""
INSURANCE = f"""
INSERT INTO vehicles_insurancepolicy (store_id, vehicle_id, insurer, kinds, ends_on, batch_id)
SELECT %(store)s, s.id, '', '', s.insurance, %(batch)s FROM in_vehicle s WHERE {_GOOD} AND s.insurance IS NOT NULL
ON CONFLICT DO NOTHING"""
VISITS = """
WITH made AS (
  INSERT INTO vehicles_visit (store_id, vehicle_id, visited_on, kind, km, amount_fen, note, source, batch_id)
  SELECT DISTINCT ON (c.id, s.visited_on, s.kind, s.amount_fen)
    %(store)s, c.id, s.visited_on, s.kind, s.km, s.amount_fen, s.note, 'import', %(batch)s
  FROM in_visit s JOIN in_car c ON c.vin = s.vin
  ORDER BY c.id, s.visited_on, s.kind, s.amount_fen, s.km DESC NULLS LAST
  ON CONFLICT (store_id, vehicle_id, visited_on, kind, amount_fen) DO UPDATE SET km = coalesce(vehicles_visit.km, excluded.km)
    WHERE vehicles_visit.km IS NULL AND excluded.km IS NOT NULL
  RETURNING vehicle_id, visited_on, kind, km, amount_fen, id
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
  SELECT %(store)s, v.owner_id, m.vehicle_id, (m.visited_on + time '18:00') AT TIME ZONE 'Asia/Shanghai', 'visit.' || m.kind,
    'visit', jsonb_build_object('km', coalesce(to_char(m.km, 'FM999,999,999'), '—'), 'fen', m.amount_fen), 'visit', m.id, '', %(batch)s
  FROM made m JOIN vehicles_vehicle v ON v.store_id = %(store)s AND v.id = m.vehicle_id
)
SELECT 1 FROM made"""
FIGURES = """
WITH touched AS (SELECT id FROM in_vehicle WHERE NOT refused AND id IS NOT NULL
                 UNION SELECT c.id FROM in_car c WHERE c.vin IN (SELECT vin FROM in_visit)),
seen AS (
  SELECT t.id, max(x.visited_on) AS visited, max(x.visited_on) FILTER (WHERE x.kind = 'service') AS served
  FROM touched t JOIN vehicles_visit x ON x.store_id = %(store)s AND x.vehicle_id = t.id GROUP BY t.id
), read AS (
  SELECT DISTINCT ON (vehicle_id) vehicle_id AS id, km, day FROM (
    SELECT vehicle_id, km, read_on AS day FROM vehicles_reading WHERE store_id = %(store)s AND vehicle_id IN (SELECT id FROM touched)
    UNION ALL
    SELECT vehicle_id, km, visited_on FROM vehicles_visit
    WHERE store_id = %(store)s AND km IS NOT NULL AND vehicle_id IN (SELECT id FROM touched)
  ) r ORDER BY vehicle_id, day DESC, km DESC
)
UPDATE vehicles_vehicle v SET last_visit_on = seen.visited, last_service_on = seen.served,
  odometer_km = coalesce(read.km, v.odometer_km), odometer_on = coalesce(read.day, v.odometer_on)
FROM touched t LEFT JOIN seen USING (id) LEFT JOIN read USING (id) WHERE v.store_id = %(store)s AND v.id = t.id"""
SEARCH = f"""
INSERT INTO search_entry (store_id, kind, object_id, title, subtitle, latin, tokens, blind)
SELECT %(store)s, 'vehicle', s.id, s.title, coalesce(s.owner_name, ''), lower(coalesce(s.plate, '')), s.tokens, ARRAY[]::int[]
FROM in_vehicle s WHERE {_GOOD}
ON CONFLICT (store_id, kind, object_id) DO UPDATE SET title = excluded.title, subtitle = excluded.subtitle, tokens = excluded.tokens
WHERE (search_entry.title, search_entry.subtitle) IS DISTINCT FROM (excluded.title, excluded.subtitle)"""
TIMELINE = f"""
INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
SELECT %(store)s, s.owner_id, s.id, %(at)s, 'vehicle.owner', 'car', jsonb_build_object('name', s.owner_name), 'vehicle', s.id, '', %(batch)s
FROM in_vehicle s WHERE {_GOOD} AND s.old_owner_id IS NOT NULL AND s.old_owner_id <> s.owner_id"""

_HERE = "store_id = %(store)s AND batch_id = %(batch)s"
UNDO = (
    f"DELETE FROM vehicles_visit WHERE {_HERE}",
    f"DELETE FROM vehicles_reading WHERE {_HERE}",
    f"DELETE FROM vehicles_insurancepolicy WHERE {_HERE}",
    f"DELETE FROM vehicles_ownership WHERE {_HERE}",
    f"""UPDATE vehicles_vehicle v SET ({", ".join((*_TEXT, *_PLAIN))}, owner_id, odometer_km, odometer_on, last_visit_on,
      last_service_on, updated_at) = ({", ".join(f"o.{name}" for name in (*_TEXT, *_PLAIN))}, o.owner_id, o.odometer_km,
      o.odometer_on, o.last_visit_on, o.last_service_on, o.updated_at)
    FROM intake_before b, jsonb_populate_record(NULL::vehicles_vehicle, b.row) o
    WHERE b.store_id = %(store)s AND b.batch_id = %(batch)s AND b."table" = 'vehicles_vehicle' AND v.id = b.row_id
      AND v.store_id = %(store)s""",
    """UPDATE vehicles_ownership o SET until = NULL FROM vehicles_vehicle v JOIN intake_before b ON b.row_id = v.id
    WHERE b.batch_id = %(batch)s AND b."table" = 'vehicles_vehicle' AND v.store_id = %(store)s AND o.store_id = %(store)s
      AND o.vehicle_id = v.id AND o.customer_id = v.owner_id AND o.id = (
        SELECT max(x.id) FROM vehicles_ownership x WHERE x.store_id = %(store)s AND x.vehicle_id = v.id)""",
    """DELETE FROM search_entry e USING vehicles_vehicle v WHERE e.store_id = %(store)s AND e.kind = 'vehicle'
      AND e.object_id = v.id AND v.store_id = %(store)s AND v.batch_id = %(batch)s""",
)
