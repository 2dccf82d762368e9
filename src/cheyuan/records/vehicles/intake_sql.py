"""The set-wise statements by which cars of an import are matched and written; see ``intake``.

``in_vehicle_row`` holds the rows as staged; ``in_vehicle`` is made of them once, with everything that matching found.
"""

# A row without a number is the owner's if its VIN is on file and the name or the phone agrees; else the car has changed hands.
OWNER_BY_VIN = """
UPDATE in_customer s SET id = c.id
FROM vehicles_vehicle v JOIN customers_customer c ON c.store_id = v.store_id AND c.id = v.owner_id
WHERE s.id IS NULL AND s.cust_no IS NULL AND v.store_id = %(store)s AND v.vin = s.vin AND c.erased_at IS NULL
  AND (c.name = s.name OR c.phone_key = s.phone_key)"""

OWNERS = """
CREATE TEMPORARY TABLE in_owner ON COMMIT DROP AS
SELECT DISTINCT ON (cust_no) cust_no, id, name FROM (
  SELECT cust_no, id, name, 0 AS place FROM in_customer WHERE cust_no IS NOT NULL AND NOT refused
  UNION ALL
  SELECT c.cust_no, c.id, c.name, 1 FROM customers_customer c
  WHERE c.store_id = %(store)s AND c.erased_at IS NULL
    AND c.cust_no IN (SELECT owner_no FROM in_vehicle_row WHERE NOT own_row AND owner_no IS NOT NULL)
) f ORDER BY cust_no, place"""
MATCH = """
CREATE TEMPORARY TABLE in_vehicle ON COMMIT DROP AS
SELECT r.*, v.owner_id AS old_owner_id, v.status AS old_status, v.id IS NULL AS is_new, f.owner_id, f.owner_name,
  coalesce(f.refused, false) OR f.owner_id IS NULL AS refused, e.vin IS NULL OR v.id IS NOT NULL AS cares,
  coalesce(v.id, CASE WHEN f.owner_id IS NOT NULL AND NOT f.refused THEN nextval('vehicles_vehicle_id_seq') END) AS id
FROM in_vehicle_row r
LEFT JOIN vehicles_vehicle v ON v.store_id = %(store)s AND v.vin = r.vin
LEFT JOIN vehicles_cared_elsewhere((SELECT array_agg(vin) FROM in_vehicle_row)) e(vin) ON e.vin = r.vin
LEFT JOIN (
  SELECT r.sheet, r.row, CASE WHEN NOT c.refused THEN c.id END AS owner_id, c.name AS owner_name, c.refused
  FROM in_vehicle_row r JOIN in_customer c USING (sheet, row) WHERE r.own_row
  UNION ALL
  SELECT r.sheet, r.row, o.id, o.name, false FROM in_vehicle_row r JOIN in_owner o ON o.cust_no = r.owner_no WHERE NOT r.own_row
) f ON f.sheet = r.sheet AND f.row = r.row"""
OWNER_UNKNOWN = "SELECT sheet, row, owner_no FROM in_vehicle WHERE NOT own_row AND owner_id IS NULL"
OWNER_CHANGES = """
SELECT sheet, row, vin FROM in_vehicle WHERE NOT refused AND old_owner_id IS NOT NULL AND old_owner_id <> owner_id"""
CARED_ELSEWHERE = "SELECT sheet, row, vin FROM in_vehicle WHERE NOT cares AND NOT refused"
CARS = """
CREATE TEMPORARY TABLE in_car ON COMMIT DROP AS
SELECT vin, id, owner_id, is_new FROM in_vehicle WHERE NOT refused
UNION ALL
SELECT v.vin, v.id, v.owner_id, false FROM vehicles_vehicle v
WHERE v.store_id = %(store)s AND v.vin IN (SELECT vin FROM in_visit EXCEPT SELECT vin FROM in_vehicle WHERE NOT refused)"""
VIN_UNKNOWN = """
SELECT s.sheet, s.row, s.vin FROM in_visit s LEFT JOIN in_car c ON c.vin = s.vin
WHERE c.vin IS NULL AND NOT EXISTS (SELECT FROM in_vehicle r WHERE r.sheet = s.sheet AND r.row = s.row)"""

_GOOD = "NOT s.refused AND s.id IS NOT NULL"
_TEXT = ("plate", "brand", "model", "trim", "colour", "energy", "engine_no", "use", "status")
_PLAIN = ("model_year", "seats", "registered_on", "delivered_on", "warranty_end", "inspection_due")
_CHANGED = " OR ".join(
    [f"(coalesce(s.{name}, '') <> '' AND s.{name} <> v.{name})" for name in _TEXT]
    + [f"(s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM v.{name})" for name in _PLAIN]
    + ["s.owner_id IS DISTINCT FROM v.owner_id", "(s.notes <> '' AND s.notes <> v.notes)"]
)
BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT v.store_id, %(batch)s, 'vehicles_vehicle', v.id, to_jsonb(v) FROM vehicles_vehicle v JOIN in_vehicle s ON s.id = v.id
WHERE v.store_id = %(store)s AND {_GOOD} AND NOT s.is_new AND ({_CHANGED}) ON CONFLICT DO NOTHING"""
CHANGED = """
CREATE TEMPORARY TABLE in_vehicle_changed (id bigint, vin text, plate text, brand text, model text, owner_name text)
ON COMMIT DROP"""
UPDATE = f"""
WITH changed AS (
  UPDATE vehicles_vehicle v SET owner_id = s.owner_id, updated_at = %(at)s,
    notes = CASE WHEN s.notes = '' THEN v.notes ELSE s.notes END,
    {", ".join(f"{name} = coalesce(nullif(s.{name}, ''), v.{name})" for name in _TEXT)},
    {", ".join(f"{name} = coalesce(s.{name}, v.{name})" for name in _PLAIN)}
  FROM in_vehicle s WHERE s.id = v.id AND v.store_id = %(store)s AND {_GOOD} AND NOT s.is_new AND ({_CHANGED})
  RETURNING v.id, v.vin, v.plate, v.brand, v.model, s.owner_name
)
INSERT INTO in_vehicle_changed SELECT * FROM changed"""

# What lists show of a new car comes from the rows themselves: one sum of day and km finds the newest reading of each car.
_MARK = "(({} - date '1900-01-01')::bigint * 100000000 + {})"
FIGURES_OF_NEW = f"""
CREATE TEMPORARY TABLE in_figure ON COMMIT DROP AS
SELECT id, max(visited_on) AS visited, max(visited_on) FILTER (WHERE kind = 'service') AS served, max(mark) AS mark
FROM (
  SELECT c.id, s.visited_on, s.kind, {_MARK.format("s.visited_on", "s.km")} AS mark
  FROM in_visit s JOIN in_car c ON c.vin = s.vin WHERE c.is_new
  UNION ALL
  SELECT s.id, NULL, NULL, {_MARK.format("s.read_on", "s.km")} FROM in_vehicle s WHERE {_GOOD} AND s.is_new AND s.km IS NOT NULL
) f GROUP BY id"""
INSERT = f"""
INSERT INTO vehicles_vehicle (
  id, store_id, group_id, vin, vin_warning, plate, owner_id, brand, model, trim, colour, model_year, energy, engine_no, seats,
  use, registered_on, delivered_on, sold_here, status, cares, warranty_end, inspection_due, notes, batch_id, created_at, updated_at,
  last_visit_on, last_service_on, odometer_km, odometer_on)
SELECT s.id, %(store)s, %(group)s, s.vin, s.vin_warning, coalesce(s.plate, ''), s.owner_id, coalesce(s.brand, ''),
  coalesce(s.model, ''), coalesce(s.trim, ''), coalesce(s.colour, ''), s.model_year, coalesce(s.energy, ''),
  coalesce(s.engine_no, ''), s.seats, coalesce(s.use, ''), s.registered_on, s.delivered_on, true, coalesce(s.status, 'active'),
  s.cares, s.warranty_end, s.inspection_due, s.notes, %(batch)s, %(at)s, %(at)s,
  f.visited, f.served, f.mark %% 100000000, date '1900-01-01' + (f.mark / 100000000)::int
FROM in_vehicle s LEFT JOIN in_figure f USING (id) WHERE {_GOOD} AND s.is_new ORDER BY s.id"""

_GONE = "coalesce(nullif(s.status, ''), s.old_status, 'active') <> 'active'"
_ENDS = f"""
vehicles_ownership o JOIN in_vehicle s ON o.vehicle_id = s.id
WHERE o.store_id = %(store)s AND o.until IS NULL AND {_GOOD} AND NOT s.is_new AND (o.customer_id <> s.owner_id OR {_GONE})"""
OWNERSHIP_BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT o.store_id, %(batch)s, 'vehicles_ownership', o.id, to_jsonb(o) FROM {_ENDS} ON CONFLICT DO NOTHING"""
CLOSE_OWNERSHIP = f"""
UPDATE vehicles_ownership x SET until = greatest(%(as_of)s, x.since) WHERE x.store_id = %(store)s
  AND x.id IN (SELECT o.id FROM {_ENDS})"""
OPEN_OWNERSHIP = f"""
INSERT INTO vehicles_ownership (store_id, vehicle_id, customer_id, since, batch_id)
SELECT %(store)s, s.id, s.owner_id, CASE WHEN s.old_owner_id IS NULL THEN s.delivered_on ELSE %(as_of)s END, %(batch)s
FROM in_vehicle s LEFT JOIN vehicles_ownership o
  ON NOT s.is_new AND o.store_id = %(store)s AND o.vehicle_id = s.id AND o.until IS NULL
WHERE {_GOOD} AND NOT ({_GONE}) AND o.id IS NULL
ON CONFLICT (store_id, vehicle_id) WHERE until IS NULL DO NOTHING"""

MADE = "CREATE TEMPORARY TABLE in_made (vehicle_id bigint) ON COMMIT DROP"
READINGS = f"""
WITH made AS (
  INSERT INTO vehicles_reading (store_id, vehicle_id, read_on, km, source, correction, reason, by_name, at, batch_id)
  SELECT %(store)s, s.id, s.read_on, s.km, 'import', false, '', '', %(at)s, %(batch)s
  FROM in_vehicle s LEFT JOIN vehicles_reading o ON NOT s.is_new AND o.store_id = %(store)s AND o.vehicle_id = s.id
    AND o.read_on = s.read_on AND o.km = s.km AND NOT o.correction
  WHERE {_GOOD} AND s.km IS NOT NULL AND o.id IS NULL ON CONFLICT DO NOTHING RETURNING vehicle_id
)
INSERT INTO in_made SELECT vehicle_id FROM made"""
INSURANCE = f"""
INSERT INTO vehicles_insurancepolicy (store_id, vehicle_id, insurer, kinds, ends_on, batch_id)
SELECT %(store)s, s.id, '', '', s.insurance, %(batch)s
FROM in_vehicle s LEFT JOIN vehicles_insurancepolicy o ON NOT s.is_new AND o.store_id = %(store)s AND o.vehicle_id = s.id
  AND o.ends_on = s.insurance
WHERE {_GOOD} AND s.insurance IS NOT NULL AND o.id IS NULL ON CONFLICT DO NOTHING"""

# A visit that is on file without its km gets them.
_BLANK = """
FROM vehicles_visit o JOIN (
  SELECT c.id, s.visited_on, s.kind, s.amount_fen, max(s.km) AS km FROM in_visit s JOIN in_car c ON c.vin = s.vin
  WHERE NOT c.is_new AND s.km IS NOT NULL GROUP BY 1, 2, 3, 4
) n ON o.vehicle_id = n.id AND o.visited_on = n.visited_on AND o.kind = n.kind AND o.amount_fen = n.amount_fen
WHERE o.store_id = %(store)s AND o.km IS NULL"""
VISITS_BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT o.store_id, %(batch)s, 'vehicles_visit', o.id, to_jsonb(o) {_BLANK} ON CONFLICT DO NOTHING"""
FILL_VISITS = f"""
WITH made AS (
  UPDATE vehicles_visit x SET km = f.km FROM (SELECT o.id, n.km {_BLANK}) f
  WHERE x.store_id = %(store)s AND x.id = f.id RETURNING x.vehicle_id
)
INSERT INTO in_made SELECT vehicle_id FROM made"""
VISITS = """
WITH fresh AS (
  SELECT DISTINCT ON (c.id, s.visited_on, s.kind, s.amount_fen) c.id, c.owner_id, s.visited_on, s.kind, s.km, s.amount_fen, s.note
  FROM in_visit s JOIN in_car c ON c.vin = s.vin
  LEFT JOIN vehicles_visit o ON NOT c.is_new AND o.store_id = %(store)s AND o.vehicle_id = c.id
    AND o.visited_on = s.visited_on AND o.kind = s.kind AND o.amount_fen = s.amount_fen
  WHERE o.id IS NULL
  ORDER BY c.id, s.visited_on, s.kind, s.amount_fen, s.km DESC NULLS LAST
), made AS (
  INSERT INTO vehicles_visit (store_id, vehicle_id, visited_on, kind, km, amount_fen, note, source, batch_id)
  SELECT %(store)s, id, visited_on, kind, km, amount_fen, note, 'import', %(batch)s FROM fresh
  ON CONFLICT DO NOTHING
  RETURNING vehicle_id, visited_on, kind, km, amount_fen, id
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
  SELECT %(store)s, c.owner_id, m.vehicle_id, (m.visited_on + time '18:00') AT TIME ZONE 'Asia/Shanghai', 'visit.' || m.kind,
    'visit', jsonb_build_object('km', coalesce(to_char(m.km, 'FM999,999,999'), '—'), 'fen', m.amount_fen), 'visit', m.id, '', %(batch)s
  FROM made m JOIN in_car c ON c.id = m.vehicle_id
)
INSERT INTO in_made SELECT vehicle_id FROM made"""

_SEEN = """
FROM (
  SELECT t.id, x.visited, x.served, r.km, r.day
  FROM (SELECT DISTINCT m.vehicle_id AS id FROM in_made m JOIN in_car c ON c.id = m.vehicle_id WHERE NOT c.is_new) t
  LEFT JOIN LATERAL (
    SELECT max(visited_on) AS visited, max(visited_on) FILTER (WHERE kind = 'service') AS served
    FROM vehicles_visit WHERE store_id = %(store)s AND vehicle_id = t.id) x ON true
  LEFT JOIN LATERAL (
    SELECT km, day FROM (
      SELECT km, read_on AS day FROM vehicles_reading WHERE store_id = %(store)s AND vehicle_id = t.id
      UNION ALL
      SELECT km, visited_on FROM vehicles_visit WHERE store_id = %(store)s AND vehicle_id = t.id AND km IS NOT NULL
    ) f ORDER BY day DESC, km DESC LIMIT 1) r ON true
) s JOIN vehicles_vehicle v ON v.store_id = %(store)s AND v.id = s.id
WHERE (v.last_visit_on, v.last_service_on, v.odometer_km, v.odometer_on)
  IS DISTINCT FROM (s.visited, s.served, coalesce(s.km, v.odometer_km), coalesce(s.day, v.odometer_on))"""
FIGURES_BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT v.store_id, %(batch)s, 'vehicles_vehicle', v.id, to_jsonb(v) {_SEEN} ON CONFLICT DO NOTHING"""
FIGURES = f"""
UPDATE vehicles_vehicle w SET last_visit_on = f.visited, last_service_on = f.served,
  odometer_km = coalesce(f.km, w.odometer_km), odometer_on = coalesce(f.day, w.odometer_on)
FROM (SELECT s.* {_SEEN}) f WHERE w.store_id = %(store)s AND w.id = f.id"""

# In two parts: the index gathers new words in a heap; the last row, under its usual limit, makes it sort them in.
SEARCH = f"""
INSERT INTO search_entry (store_id, kind, object_id, title, subtitle, latin, tokens, blind)
SELECT %(store)s, 'vehicle', s.id, s.title, coalesce(s.owner_name, ''), lower(coalesce(s.plate, '')), s.tokens, ARRAY[]::int[]
FROM in_vehicle s WHERE {_GOOD} AND s.is_new AND s.{{}} (SELECT max(id) FROM in_vehicle WHERE is_new AND NOT refused)"""
TIMELINE = f"""
INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
SELECT %(store)s, s.owner_id, s.id, %(at)s, 'vehicle.owner', 'car', jsonb_build_object('name', s.owner_name), 'vehicle', s.id, '', %(batch)s
FROM in_vehicle s WHERE {_GOOD} AND s.old_owner_id IS NOT NULL AND s.old_owner_id <> s.owner_id"""
OWNERS_CHANGED = (
    f"SELECT count(*) FROM in_vehicle s WHERE {_GOOD} AND s.old_owner_id IS NOT NULL AND s.old_owner_id <> s.owner_id"
)

OPINIONS = """
INSERT INTO intake_opinion (store_id, batch_id, sheet, row, vehicle_id, vin, field, theirs, ours, compared)
SELECT %(store)s, %(batch)s, p.title, p.row, s.id, s.vin, p.field, p.theirs, '', false
FROM in_opinion p JOIN in_vehicle s ON s.sheet = p.sheet AND s.row = p.row WHERE NOT s.refused"""
# The last service we know from the visits themselves; what agrees is not kept.
OURS = """
UPDATE intake_opinion p SET compared = true, ours = coalesce(
  CASE p.field WHEN 'last_service_date' THEN v.last_service_on::text ELSE (
    SELECT max(x.km)::text FROM vehicles_visit x
    WHERE x.store_id = %(store)s AND x.vehicle_id = v.id AND x.kind = 'service' AND x.visited_on = v.last_service_on) END, '')
FROM vehicles_vehicle v
WHERE p.store_id = %(store)s AND p.batch_id = %(batch)s AND NOT p.compared AND p.field IN ('last_service_date', 'last_service_km')
  AND v.store_id = %(store)s AND v.id = p.vehicle_id"""
AGREED = "DELETE FROM intake_opinion WHERE store_id = %(store)s AND batch_id = %(batch)s AND compared AND theirs = ours"

_HERE = "store_id = %(store)s AND batch_id = %(batch)s"
_WHEN = "(SELECT committed_at FROM intake_batch WHERE store_id = %(store)s AND id = %(batch)s)"
_BEFORE = f"""(SELECT row_id FROM intake_before WHERE {_HERE} AND "table" = 'vehicles_vehicle')"""
EDITED = f"""
SELECT count(*) FROM vehicles_vehicle v WHERE v.store_id = %(store)s AND (v.batch_id = %(batch)s OR v.id IN {_BEFORE}) AND (
  v.updated_at > {_WHEN}
  OR EXISTS (SELECT FROM vehicles_reading x WHERE x.store_id = v.store_id AND x.vehicle_id = v.id AND x.at > {_WHEN})
  OR (v.batch_id = %(batch)s AND (
    EXISTS (SELECT FROM vehicles_visit x WHERE x.store_id = v.store_id AND x.vehicle_id = v.id AND x.batch_id IS DISTINCT FROM %(batch)s)
    OR EXISTS (SELECT FROM vehicles_insurancepolicy x
               WHERE x.store_id = v.store_id AND x.vehicle_id = v.id AND x.batch_id IS DISTINCT FROM %(batch)s)
    OR EXISTS (SELECT FROM vehicles_ownership x
               WHERE x.store_id = v.store_id AND x.vehicle_id = v.id AND x.batch_id IS DISTINCT FROM %(batch)s))))"""


def _restored(table: str, columns: tuple[str, ...]) -> str:
    return f"""
    UPDATE {table} t SET ({", ".join(columns)}) = ROW({", ".join(f"o.{name}" for name in columns)})
    FROM intake_before b, jsonb_populate_record(NULL::{table}, b.row) o
    WHERE b.store_id = %(store)s AND b.batch_id = %(batch)s AND b."table" = '{table}' AND t.id = b.row_id AND t.store_id = %(store)s"""


UNDO = (
    f"DELETE FROM vehicles_visit WHERE {_HERE}",
    f"DELETE FROM vehicles_reading WHERE {_HERE}",
    f"DELETE FROM vehicles_insurancepolicy WHERE {_HERE}",
    f"DELETE FROM vehicles_ownership WHERE {_HERE}",
    _restored("vehicles_visit", ("km",)),
    _restored("vehicles_ownership", ("since", "until")),
    _restored(
        "vehicles_vehicle",
        (
            *_TEXT,
            *_PLAIN,
            "owner_id",
            "notes",
            "odometer_km",
            "odometer_on",
            "last_visit_on",
            "last_service_on",
            "updated_at",
        ),
    ),
    """DELETE FROM search_entry e USING vehicles_vehicle v WHERE e.store_id = %(store)s AND e.kind = 'vehicle'
      AND e.object_id = v.id AND v.store_id = %(store)s AND v.batch_id = %(batch)s""",
)
REMOVE = f"DELETE FROM vehicles_vehicle WHERE {_HERE}"
