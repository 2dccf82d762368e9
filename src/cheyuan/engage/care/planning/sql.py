"""The statements of writing the plan. Keys begin with store_id; what exists in any state is not made again (CARE-04).

Each answers rows: what happened, rule, reason, how many.
"""

# New tasks: the deadline never lies before the day after the task is offered; nobody is late for what was made late.
# The intake limit decides only on which open day a task is offered: so many per rule and person, the nearest and dearest
# first, behind those that wait already. Written customer by customer: neighbours in the indexes of tasks and timeline.
MAKE = """
WITH fresh AS (
  SELECT t.*, r.role, r.skill, r.channel, r.priority,
    CASE WHEN r.role = 'sales_consultant' THEN c.consultant_id WHEN r.role = 'service_advisor' THEN c.advisor_id END AS personal,
    m.accounts
  FROM in_task t
  JOIN in_rule r ON r.rule = t.rule
  JOIN customers_customer c ON c.store_id = %(store)s AND c.id = t.customer_id
  LEFT JOIN in_member m ON m.role = r.role AND m.skill = r.skill
  WHERE NOT EXISTS (
    SELECT FROM care_task x WHERE x.store_id = %(store)s AND x.rule = t.rule AND x.subject_kind = t.subject_kind
      AND x.subject_id = t.subject_id AND x.cycle = t.cycle)
), spent AS (
  SELECT v.owner_id AS customer_id, sum(x.amount_fen) AS fen
  FROM vehicles_visit x JOIN vehicles_vehicle v ON v.store_id = x.store_id AND v.id = x.vehicle_id
  WHERE x.store_id = %(store)s AND x.visited_on > %(as_of)s::date - 365
    AND v.owner_id IN (SELECT customer_id FROM fresh) GROUP BY v.owner_id
), given AS (
  SELECT f.*, coalesce(s.fen, 0) AS fen,
    coalesce(f.personal, f.accounts[1 + (f.customer_id %% greatest(cardinality(f.accounts), 1))::int]) AS account_id
  FROM fresh f LEFT JOIN spent s ON s.customer_id = f.customer_id
), busy AS (
  SELECT rule, assignee_id, count(*) AS tasks FROM care_task
  WHERE store_id = %(store)s AND state = 'open' AND attempts = 0 AND offer_on >= %(as_of)s GROUP BY rule, assignee_id
), spread AS (
  SELECT g.*,
    (coalesce(b.tasks, 0) + row_number() OVER (PARTITION BY g.rule, g.account_id ORDER BY g.deadline, g.fen DESC, g.subject) - 1)
    / %(offered)s AS turn
  FROM given g LEFT JOIN busy b ON b.rule = g.rule AND b.assignee_id IS NOT DISTINCT FROM g.account_id
), offered AS (
  SELECT s.*, coalesce((%(days)s::date[])[1 + s.turn::int], (%(days)s::date[])[cardinality(%(days)s::date[])]) AS offer_on
  FROM spread s
), made AS (
  INSERT INTO care_task (
    store_id, rule, subject_kind, subject_id, subject, customer_id, vehicle_id, cycle, due_on, opens_on, closes_on, deadline,
    state, role, skill, channel, priority, value_fen, assignee_id, offer_on, waits_for_customer, attempts, parts_tried, facts,
    due_history, outcome, reason, created_on, created_at, updated_at, run_id, drawn)
  SELECT %(store)s, rule, subject_kind, subject_id, subject, customer_id, vehicle_id, cycle, due_on, opens_on, closes_on,
    greatest(deadline, offer_on + 1 + time '23:59:59') AT TIME ZONE 'Asia/Shanghai', 'open', role, skill, channel, priority,
    fen, account_id, offer_on, false, 0, 0, facts, '[]', '', '', %(as_of)s, %(at)s, %(at)s, %(run)s, drawn
  FROM offered ORDER BY customer_id
  ON CONFLICT (store_id, rule, subject_kind, subject_id, cycle) DO NOTHING
  RETURNING id, rule, customer_id, vehicle_id, due_on
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name)
  SELECT %(store)s, customer_id, vehicle_id, %(at)s, 'task.opened', 'task',
    jsonb_build_object('rule', rule, 'due', due_on), 'task', id, '' FROM made
)
SELECT 'made', rule, '', count(*) FROM made GROUP BY rule"""

# A due date that moved moves the open task of its cycle, which keeps the old date; its window and deadline move by as many
# days, or are the plan's own while the window is open. A task that moved into the future is offered when its time comes.
# Whoever owns the car now is the one to call; the figures behind a task stay those of the newest plan (CARE-06).
MOVE = """
WITH now_due AS (
  SELECT k.id, k.due_on AS was, t.opens_on, t.closes_on, t.deadline, t.facts, t.drawn,
    CASE WHEN d.cared THEN d.customer_id ELSE k.customer_id END AS owner,
    coalesce(t.due_on, CASE r.base WHEN 'first' THEN d.service_due_on WHEN 'service' THEN d.service_due_on
      WHEN 'warranty' THEN d.warranty_ends_on END, k.due_on) AS due
  FROM in_unlike u JOIN care_task k ON k.store_id = %(store)s AND k.id = u.id
  JOIN in_rule r ON r.rule = k.rule
  LEFT JOIN in_task t ON t.rule = k.rule AND t.subject_kind = k.subject_kind AND t.subject_id = k.subject_id AND t.cycle = k.cycle
  LEFT JOIN care_due d ON d.store_id = %(store)s AND d.vehicle_id = k.vehicle_id
  WHERE k.state = 'open' AND k.run_id IS NOT NULL
), changed AS (
  SELECT n.*, n.due - n.was AS days, n.due <> n.was AS shifts
  FROM now_due n JOIN care_task k ON k.store_id = %(store)s AND k.id = n.id
  WHERE n.due <> n.was OR n.owner <> k.customer_id OR n.facts <> k.facts OR n.drawn <> k.drawn
    OR (n.opens_on, n.closes_on) IS DISTINCT FROM (k.opens_on, k.closes_on) AND n.opens_on IS NOT NULL
), moved AS (
  UPDATE care_task k SET updated_at = %(at)s, facts = coalesce(n.facts, k.facts),
    drawn = coalesce(n.drawn, k.drawn), customer_id = coalesce(n.owner, k.customer_id),
    due_on = n.due, opens_on = coalesce(n.opens_on, k.opens_on + n.days), closes_on = coalesce(n.closes_on, k.closes_on + n.days),
    offer_on = CASE WHEN k.attempts = 0 AND n.shifts AND n.opens_on IS NULL
      THEN greatest(k.offer_on, k.opens_on + n.days) ELSE k.offer_on END,
    due_history = CASE WHEN n.shifts
      THEN k.due_history || jsonb_build_object('was', n.was, 'seen_on', %(as_of)s::date) ELSE k.due_history END,
    deadline = CASE WHEN n.shifts THEN greatest(
        coalesce(n.deadline AT TIME ZONE 'Asia/Shanghai', k.deadline + n.days * interval '1 day'),
        (%(as_of)s::date + 1 + time '23:59:59') AT TIME ZONE 'Asia/Shanghai') ELSE k.deadline END
  FROM changed n WHERE k.store_id = %(store)s AND k.id = n.id AND k.state = 'open'
  RETURNING k.rule, n.shifts
)
SELECT 'moved', rule, '', count(*) FROM moved WHERE shifts GROUP BY rule"""

# A task closes itself when its reason went away: the car left the book, the service was done, a later date was recorded,
# what it was counted from was put right, the customer does not want marketing. It does not close because the next cycle
# began: an inspection whose day passed counts as it was until a later date is recorded.
CLOSE = """
WITH cycles AS (
  SELECT k.id, k.customer_id, k.vehicle_id, k.rule, r.base, r.marketing, d.cared, d.last_service_on, d.insurance_ends_on,
    d.inspection_due_on, c.do_not_contact, v.delivered_on, v.inspection_due,
    greatest(v.warranty_end, v.extended_warranty_end) AS warranty_end,
    c.is_vip OR c.is_key_account AS important, k.cycle,
    CASE WHEN r.base NOT IN ('first', 'birthday') THEN left(k.cycle, 10)::date END AS was
  FROM in_unlike u JOIN care_task k ON k.store_id = %(store)s AND k.id = u.id
  JOIN in_rule r ON r.rule = k.rule
  JOIN customers_customer c ON c.store_id = %(store)s AND c.id = k.customer_id
  LEFT JOIN vehicles_vehicle v ON v.store_id = %(store)s AND v.id = k.vehicle_id
  LEFT JOIN care_due d ON d.store_id = %(store)s AND d.vehicle_id = k.vehicle_id
  WHERE k.state = 'open' AND k.run_id IS NOT NULL
), based AS (
  SELECT g.*, CASE g.base
    WHEN 'service' THEN coalesce(g.last_service_on, g.delivered_on)
    WHEN 'last_service' THEN g.last_service_on
    WHEN 'delivered' THEN g.delivered_on
    WHEN 'insurance' THEN g.insurance_ends_on
    WHEN 'warranty' THEN coalesce(g.warranty_end, (g.delivered_on + make_interval(months => %(warranty_months)s))::date)
    WHEN 'inspection' THEN CASE WHEN g.inspection_due > g.was THEN g.inspection_due
      WHEN g.was >= %(as_of)s::date THEN g.inspection_due_on ELSE g.was END
    WHEN 'visit' THEN CASE WHEN g.delivered_on = g.was OR EXISTS (SELECT FROM vehicles_visit x
      WHERE x.store_id = %(store)s AND x.vehicle_id = g.vehicle_id AND x.visited_on = g.was) THEN g.was END
    WHEN 'guest' THEN CASE WHEN g.important AND (EXISTS (SELECT FROM receptions_reception e
        WHERE e.store_id = %(store)s AND e.customer_id = g.customer_id AND e.came_on = g.was AND e.undone_at IS NULL)
      OR EXISTS (SELECT FROM vehicles_visit x JOIN vehicles_vehicle o ON o.store_id = x.store_id AND o.id = x.vehicle_id
        WHERE o.store_id = %(store)s AND o.owner_id = g.customer_id AND x.visited_on = g.was)) THEN g.was END
    WHEN 'reception' THEN CASE WHEN EXISTS (SELECT FROM receptions_reception e
      WHERE e.store_id = %(store)s AND e.id = split_part(g.cycle, '/', 2)::bigint AND e.came_on = g.was
        AND e.undone_at IS NULL) THEN g.was END
    WHEN 'trade_in' THEN CASE WHEN EXISTS (SELECT FROM scores_stay s
      WHERE s.store_id = %(store)s AND s.vehicle_id = g.vehicle_id AND s.since = g.was
        AND (s.until IS NULL OR s.until > %(as_of)s::date)) THEN g.was END
    END AS is_now
  FROM cycles g
), gone AS (
  SELECT b.id, b.customer_id, b.vehicle_id, b.rule, CASE
    WHEN b.vehicle_id IS NOT NULL AND NOT coalesce(b.cared, false) THEN 'car_left'
    WHEN b.base = 'birthday' AND NOT EXISTS (
      SELECT FROM care_due x WHERE x.store_id = %(store)s AND x.customer_id = b.customer_id AND x.cared) THEN 'car_left'
    WHEN b.marketing AND b.do_not_contact THEN 'do_not_contact'
    WHEN b.base = 'first' AND b.last_service_on IS NOT NULL THEN 'service_done'
    WHEN b.was IS NULL OR b.is_now = b.was THEN NULL
    WHEN b.is_now > b.was AND b.base IN ('service', 'last_service') THEN 'service_done'
    WHEN b.is_now > b.was AND b.base IN ('insurance', 'warranty', 'inspection') THEN 'later_date'
    WHEN b.base = 'trade_in' THEN 'no_candidate'
    ELSE 'data_corrected' END AS reason
  FROM based b
), closed AS (
  UPDATE care_task k SET state = 'closed', reason = g.reason, closed_at = %(at)s, updated_at = %(at)s,
    claimed_by_id = NULL, claimed_at = NULL
  FROM gone g WHERE k.store_id = %(store)s AND k.id = g.id AND k.state = 'open' AND g.reason IS NOT NULL
  RETURNING k.id, k.customer_id, k.vehicle_id, k.rule, k.reason
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name)
  SELECT %(store)s, customer_id, vehicle_id, %(at)s, 'task.closed', 'task',
    jsonb_build_object('rule', rule, 'reason', reason), 'task', id, '' FROM closed
)
SELECT 'closed', rule, reason, count(*) FROM closed GROUP BY rule, reason"""

# What the plan itself had closed and is to be done after all (a sale taken back, a wrong visit removed) is open again.
REOPEN = """
WITH back AS (
  UPDATE care_task k SET state = 'open', reason = '', closed_at = NULL, updated_at = %(at)s,
    facts = t.facts, drawn = t.drawn, due_on = t.due_on,
    customer_id = t.customer_id, opens_on = t.opens_on, closes_on = t.closes_on, offer_on = %(as_of)s,
    deadline = greatest(t.deadline, %(as_of)s::date + 1 + time '23:59:59') AT TIME ZONE 'Asia/Shanghai'
  FROM in_task t
  WHERE k.store_id = %(store)s AND k.rule = t.rule AND k.subject_kind = t.subject_kind AND k.subject_id = t.subject_id
    AND k.cycle = t.cycle AND k.state = 'closed' AND k.outcome = '' AND k.run_id IS NOT NULL
    AND k.reason IN ('car_left', 'data_corrected', 'later_date', 'no_candidate', 'service_done')
  RETURNING k.rule
)
SELECT 'reopened', rule, '', count(*) FROM back GROUP BY rule"""

DUE_FIGURES = (
    "customer_id", "cared", "service_due_on", "service_by", "target_km", "warranty_ends_on", "inspection_due_on",
    "insurance_ends_on", "last_service_on", "last_service_km", "latest_on", "latest_km", "pace_km", "pace_days", "pace_known",
)  # fmt: skip
_named = ", ".join(DUE_FIGURES)
_new = ", ".join(f"d.{name}" for name in DUE_FIGURES)

# The due dates of each car, of those alone that say something else than before; cars that left the book take theirs along.
DUES = f"""
INSERT INTO care_due (vehicle_id, store_id, as_of, {_named})
SELECT d.vehicle_id, %(store)s, %(as_of)s, {_new} FROM in_due d
ON CONFLICT (vehicle_id) DO UPDATE SET as_of = excluded.as_of,
  {", ".join(f"{name} = excluded.{name}" for name in DUE_FIGURES)}"""  # noqa: S608 - our own words
FORGET = "DELETE FROM care_due o WHERE o.store_id = %(store)s AND o.vehicle_id IN (SELECT id FROM in_gone)"
