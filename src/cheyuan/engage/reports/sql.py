"""The figures as questions to the database: sets, no loops over rows. What each means stands in ``definitions``.

Parameters: stores, begins/ends (moments), since/until (days), agent and model (empty: all), numbers (the policies of each
store as JSON rows), outcomes, corrections, back (rules that call a car back).
"""

_DUE = """
WITH due AS (
  SELECT t.store_id, t.id, t.rule, t.vehicle_id, t.customer_id, t.opens_on, t.due_on, t.deadline, t.state, t.assignee_id,
    t.outcome, t.closed_at, (t.deadline AT TIME ZONE 'Asia/Shanghai')::date AS day
  FROM care_task t
  WHERE t.store_id = any(%(stores)s) AND t.deadline >= %(begins)s AND t.deadline < %(ends)s
    AND t.rule <> all(%(corrections)s) AND NOT (t.state = 'closed' AND t.attempts = 0)
), tries AS (
  SELECT a.store_id, a.task_id, count(*) AS tried, bool_or(a.reached) AS reached, bool_or(a.outcome = 'booked') AS booked,
    min(a.day) AS first_on, max(a.day) AS last_on, (array_agg(a.account_id ORDER BY a.at DESC, a.id DESC))[1] AS last_by,
    (array_agg(a.outcome ORDER BY a.at DESC, a.id DESC))[1] AS last_outcome
  FROM contact_attempt a JOIN due d ON d.store_id = a.store_id AND d.id = a.task_id
  WHERE a.undone_at IS NULL AND a.day <= %(until)s AND a.outcome = any(%(outcomes)s)
  GROUP BY a.store_id, a.task_id
), facts AS (
  SELECT d.*, coalesce(d.assignee_id, e.last_by) AS agent, trim(coalesce(v.brand, '') || ' ' || coalesce(v.model, '')) AS car,
    coalesce(e.tried, 0) AS tried, e.first_on, e.last_on, e.last_outcome,
    e.tried IS NOT NULL OR (d.state = 'done' AND d.closed_at < %(ends)s) AS made,
    coalesce(e.reached, false) AS reached, coalesce(e.booked, false) AS booked,
    d.rule = any(%(back)s) AND EXISTS (
      SELECT FROM vehicles_visit x WHERE x.store_id = d.store_id AND x.vehicle_id = d.vehicle_id
      AND x.source <> 'elsewhere' AND x.visited_on BETWEEN d.opens_on AND %(until)s) AS returned
  FROM due d
  LEFT JOIN tries e ON e.store_id = d.store_id AND e.task_id = d.id
  LEFT JOIN vehicles_vehicle v ON v.store_id = d.store_id AND v.id = d.vehicle_id
), chosen AS (
  SELECT * FROM facts
  WHERE (%(agent)s::bigint IS NULL OR coalesce(agent, 0) = %(agent)s) AND (%(model)s = '' OR car = %(model)s)
)
"""

TALLIES = f"""{_DUE}
SELECT CASE WHEN grouping(agent) = 0 THEN 'agent' WHEN grouping(car) = 0 THEN 'model' WHEN grouping(day) = 0 THEN 'day'
    ELSE 'rule' END AS part,
  store_id, rule, agent, car, day, count(*), count(*) FILTER (WHERE made), count(*) FILTER (WHERE reached),
  count(*) FILTER (WHERE booked), count(*) FILTER (WHERE returned)
FROM chosen
GROUP BY GROUPING SETS ((store_id, rule), (store_id, rule, agent), (store_id, rule, car), (store_id, rule, day))
ORDER BY part, store_id, rule, agent NULLS FIRST, car, day
"""  # noqa: S608 - our own words

ROWS = f"""{_DUE}
SELECT c.store_id, c.id, c.rule, c.vehicle_id, c.customer_id, c.due_on, c.deadline, c.day, c.state, c.outcome, c.agent, c.car,
  c.tried, c.first_on, c.last_on, c.made, c.reached, c.booked, c.returned, p.name, v.plate, v.vin, count(*) OVER ()
FROM chosen c
LEFT JOIN customers_customer p ON p.store_id = c.store_id AND p.id = c.customer_id
LEFT JOIN vehicles_vehicle v ON v.store_id = c.store_id AND v.id = c.vehicle_id
WHERE (%(rule)s = '' OR c.rule = %(rule)s)
  AND CASE %(what)s WHEN 'made' THEN c.made WHEN 'missed' THEN NOT c.made WHEN 'reached' THEN c.reached
    WHEN 'booked' THEN c.booked WHEN 'returned' THEN c.returned WHEN 'stayed' THEN NOT c.returned AND c.rule = any(%(back)s)
    ELSE true END
ORDER BY c.deadline, c.store_id, c.id LIMIT %(most)s OFFSET %(skip)s
"""  # noqa: S608

_CARS = """
WITH n AS (SELECT * FROM json_to_recordset(%(numbers)s::json)
    AS x (store_id int, first_months int, months int, months_ev int, lapse_days int)
), cars AS (
  SELECT v.store_id, v.id, v.owner_id, v.plate, v.vin, v.delivered_on, trim(v.brand || ' ' || v.model) AS car,
    n.first_months, n.lapse_days, CASE WHEN v.energy = 'ev' THEN n.months_ev ELSE n.months END AS months
  FROM vehicles_vehicle v JOIN n ON n.store_id = v.store_id
  WHERE v.store_id = any(%(stores)s) AND v.cares AND v.status = 'active' AND v.owner_id IS NOT NULL
    AND v.delivered_on <= %(until)s AND (%(model)s = '' OR trim(v.brand || ' ' || v.model) = %(model)s)
), own AS (
  SELECT DISTINCT x.store_id, x.vehicle_id, x.visited_on, x.kind = 'service' AS service
  FROM vehicles_visit x JOIN cars c ON c.store_id = x.store_id AND c.id = x.vehicle_id
  WHERE x.source <> 'elsewhere' AND x.visited_on <= %(until)s AND x.visited_on >= c.delivered_on
), served AS (
  SELECT store_id, vehicle_id, visited_on,
    lead(visited_on) OVER (PARTITION BY store_id, vehicle_id ORDER BY visited_on) AS next_on
  FROM own WHERE service
), latest AS (
  SELECT store_id, vehicle_id, max(visited_on) AS last_on,
    max(visited_on) FILTER (WHERE visited_on < %(since)s) AS before_on
  FROM served GROUP BY store_id, vehicle_id
), stood AS (
  SELECT c.*, coalesce(l.last_on, c.delivered_on)
      + make_interval(months => CASE WHEN l.last_on IS NULL THEN c.first_months ELSE c.months END, days => c.lapse_days)
      <= %(until)s AS lapsed,
    c.delivered_on < %(since)s AND coalesce(l.before_on, c.delivered_on)
      + make_interval(months => CASE WHEN l.before_on IS NULL THEN c.first_months ELSE c.months END, days => c.lapse_days)
      < %(since)s AS lapsed_before,
    EXISTS (SELECT FROM own o WHERE o.store_id = c.store_id AND o.vehicle_id = c.id AND o.visited_on >= %(since)s) AS came,
    l.last_on
  FROM cars c LEFT JOIN latest l ON l.store_id = c.store_id AND l.vehicle_id = c.id
), asked AS (
  SELECT store_id, id, car, 'first' AS figure, last_on IS NOT NULL AS yes,
    (delivered_on + make_interval(months => first_months))::date AS due_on FROM stood
  WHERE (delivered_on + make_interval(months => first_months))::date BETWEEN %(since)s AND %(until)s
  UNION ALL
  SELECT s.store_id, c.id, c.car, 'periodic', s.next_on IS NOT NULL,
    (s.visited_on + make_interval(months => c.months))::date
  FROM served s JOIN cars c ON c.store_id = s.store_id AND c.id = s.vehicle_id
  WHERE (s.visited_on + make_interval(months => c.months))::date BETWEEN %(since)s AND %(until)s
  UNION ALL
  SELECT store_id, id, car, 'lapse', lapsed, last_on FROM stood
  UNION ALL
  SELECT store_id, id, car, 'recall', came, last_on FROM stood WHERE lapsed_before
)
"""

CARS = f"""{_CARS}
SELECT store_id, car, figure, count(*), count(*) FILTER (WHERE yes) FROM asked
GROUP BY store_id, car, figure ORDER BY store_id, figure, car
"""  # noqa: S608

CAR_ROWS = f"""{_CARS}
SELECT a.store_id, a.id, c.owner_id, p.name, c.plate, c.vin, a.car, a.due_on, a.yes, c.delivered_on, count(*) OVER ()
FROM asked a JOIN cars c ON c.store_id = a.store_id AND c.id = a.id
LEFT JOIN customers_customer p ON p.store_id = c.store_id AND p.id = c.owner_id
WHERE a.figure = %(figure)s AND (%(what)s = '' OR a.yes = (%(what)s = 'yes'))
ORDER BY a.due_on NULLS FIRST, a.store_id, a.id LIMIT %(most)s OFFSET %(skip)s
"""  # noqa: S608

TOLD = """
WITH said AS (
  SELECT a.store_id, a.outcome, a.details, a.account_id
  FROM contact_attempt a LEFT JOIN vehicles_vehicle v ON v.store_id = a.store_id AND v.id = a.vehicle_id
  WHERE a.store_id = any(%(stores)s) AND a.day BETWEEN %(since)s AND %(until)s AND a.undone_at IS NULL
    AND a.outcome IN ('refused', 'done_elsewhere')
    AND (%(agent)s::bigint IS NULL OR coalesce(a.account_id, 0) = %(agent)s)
    AND (%(model)s = '' OR trim(v.brand || ' ' || v.model) = %(model)s)
)
SELECT store_id, 'why' AS part, CASE WHEN details->>'why' = any(%(reasons)s) THEN details->>'why' ELSE 'other' END AS word,
  count(*), 0::bigint, 0::bigint FROM said WHERE outcome = 'refused' GROUP BY 1, 3
UNION ALL
SELECT store_id, 'where', coalesce(trim(details->>'shop'), ''), count(*),
  count(*) FILTER (WHERE details->>'price' ~ '^[0-9]{1,12}$'),
  coalesce(sum((details->>'price')::bigint) FILTER (WHERE details->>'price' ~ '^[0-9]{1,12}$'), 0)::bigint
FROM said WHERE outcome = 'done_elsewhere' GROUP BY 1, 3
ORDER BY 1, 2, 4 DESC, 3
"""

FAULTS = f"""{_DUE}
SELECT kind, agent, array_agg(id ORDER BY id)
FROM chosen c CROSS JOIN LATERAL (VALUES
  ('unfollowed', c.tried = 1 AND c.last_outcome = any(%(missed)s) AND c.first_on + %(follow_days)s <= %(until)s
    AND (c.closed_at IS NULL OR c.closed_at >= %(ends)s)),
  ('birthday', c.rule = 'R14' AND NOT c.made),
  ('late', c.rule IN ('R09', 'R11', 'R12') AND c.made AND c.first_on > c.day),
  ('missed', c.rule IN ('R09', 'R11', 'R12') AND NOT c.made)
) f (kind, so)
WHERE f.so GROUP BY kind, agent ORDER BY kind, agent NULLS FIRST
"""  # noqa: S608

MODELS = """
SELECT DISTINCT trim(brand || ' ' || model) FROM vehicles_vehicle
WHERE store_id = any(%(stores)s) AND cares AND status = 'active' ORDER BY 1 LIMIT 200
"""
