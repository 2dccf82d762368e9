"""What counting writes: one statement for each kind of change, over what differs. No input is part of these words."""

ARRIVED = """
CREATE TEMPORARY TABLE in_segment (segment varchar(24)) ON COMMIT DROP;
CREATE TEMPORARY TABLE in_member (segment varchar(24), subject_kind varchar(8), subject_id bigint, customer_id bigint)
  ON COMMIT DROP"""
READY = "CREATE INDEX ON in_member (segment, subject_id); ANALYZE in_member; ANALYZE in_segment"
DONE = "DROP TABLE in_member; DROP TABLE in_segment"

SAME = "n.segment = m.segment AND n.subject_kind = m.subject_kind AND n.subject_id = m.subject_id"

# Who left today and is in it after all never left.
BACK = f"""
WITH changed AS (UPDATE segments_membership m SET left_on = NULL FROM in_member n
  WHERE m.store_id = %(store)s AND m.left_on = %(day)s AND {SAME}
    AND NOT EXISTS (SELECT FROM segments_membership o WHERE o.store_id = m.store_id AND o.segment = m.segment
      AND o.subject_kind = m.subject_kind AND o.subject_id = m.subject_id AND o.left_on IS NULL)
  RETURNING m.segment)
SELECT segment, count(*) FROM changed GROUP BY segment"""  # noqa: S608 - our own words
# Who entered today and is not in it after all never was.
NEVER = f"""
WITH changed AS (DELETE FROM segments_membership m
  WHERE m.store_id = %(store)s AND m.left_on IS NULL AND m.entered_on = %(day)s
    AND NOT EXISTS (SELECT FROM in_member n WHERE {SAME}) RETURNING m.segment)
SELECT segment, count(*) FROM changed GROUP BY segment"""  # noqa: S608 - our own words
LEFT = f"""
WITH changed AS (UPDATE segments_membership m SET left_on = %(day)s
  WHERE m.store_id = %(store)s AND m.left_on IS NULL AND m.entered_on < %(day)s
    AND NOT EXISTS (SELECT FROM in_member n WHERE {SAME}) RETURNING m.segment)
SELECT segment, count(*) FROM changed GROUP BY segment"""  # noqa: S608 - our own words
ENTERED = f"""
WITH changed AS (
  INSERT INTO segments_membership (store_id, segment, subject_kind, subject_id, customer_id, entered_on)
  SELECT %(store)s, n.segment, n.subject_kind, n.subject_id, n.customer_id, %(day)s FROM in_member n
  WHERE NOT EXISTS (SELECT FROM segments_membership m WHERE m.store_id = %(store)s AND m.left_on IS NULL AND {SAME})
  RETURNING segment)
SELECT segment, count(*) FROM changed GROUP BY segment"""  # noqa: S608 - our own words
# A car in a segment changed hands.
MOVED = f"""
WITH changed AS (UPDATE segments_membership m SET customer_id = n.customer_id FROM in_member n
  WHERE m.store_id = %(store)s AND m.left_on IS NULL AND {SAME} AND m.customer_id <> n.customer_id RETURNING m.segment)
SELECT segment, count(*) FROM changed GROUP BY segment"""  # noqa: S608 - our own words
STEPS = (("back", BACK), ("never", NEVER), ("left", LEFT), ("entered", ENTERED), ("moved", MOVED))

# One that was put away since this morning's counting has no size at the end of the day.
PUT_AWAY = """
DELETE FROM segments_tally t WHERE t.store_id = %(store)s AND t.day = %(day)s
  AND NOT EXISTS (SELECT FROM in_segment s WHERE s.segment = t.segment)"""
TALLY = """
WITH now AS (
  SELECT s.segment, count(n.subject_id) AS members, count(DISTINCT n.customer_id) AS customers
  FROM in_segment s LEFT JOIN in_member n ON n.segment = s.segment GROUP BY s.segment
), moved AS (
  SELECT segment, count(*) FILTER (WHERE entered_on = %(day)s) AS entered, count(*) FILTER (WHERE left_on = %(day)s) AS gone
  FROM segments_membership WHERE store_id = %(store)s AND (entered_on = %(day)s OR left_on = %(day)s) GROUP BY segment
), written AS (
  INSERT INTO segments_tally AS t (store_id, segment, day, members, customers, entered, "left")
  SELECT %(store)s, w.segment, %(day)s, w.members, w.customers, coalesce(v.entered, 0), coalesce(v.gone, 0)
  FROM now w LEFT JOIN moved v USING (segment)
  ON CONFLICT (store_id, segment, day) DO UPDATE SET members = excluded.members, customers = excluded.customers,
    entered = excluded.entered, "left" = excluded."left"
  WHERE (t.members, t.customers, t.entered, t."left")
    IS DISTINCT FROM (excluded.members, excluded.customers, excluded.entered, excluded."left")
)
SELECT segment, members, customers FROM now"""
