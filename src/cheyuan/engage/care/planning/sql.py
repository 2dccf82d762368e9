"""The three statements of writing the plan. Keys begin with store_id; what exists in any state is not made again (CARE-04)."""

# New tasks: the deadline never lies before the day after the task is offered; nobody is late for what was made late.
# The intake limit decides only when a task is offered: so many per rule, person and day, the nearest and dearest first.
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
  WHERE x.store_id = %(store)s AND x.visited_on > %(as_of)s::date - 365 AND EXISTS (SELECT FROM fresh) GROUP BY v.owner_id
), given AS (
  SELECT f.*, coalesce(s.fen, 0) AS fen,
    coalesce(f.personal, f.accounts[1 + (f.customer_id %% greatest(cardinality(f.accounts), 1))::int]) AS account_id
  FROM fresh f LEFT JOIN spent s ON s.customer_id = f.customer_id
), busy AS (
  SELECT rule, assignee_id, count(*) AS tasks FROM care_task
  WHERE store_id = %(store)s AND state = 'open' AND attempts = 0 GROUP BY rule, assignee_id
), spread AS (
  SELECT g.*, %(as_of)s::date + (
    (coalesce(b.tasks, 0) + row_number() OVER (PARTITION BY g.rule, g.account_id ORDER BY g.deadline, g.fen DESC, g.subject) - 1)
    / %(offered)s)::int AS offer_on
  FROM given g LEFT JOIN busy b ON b.rule = g.rule AND b.assignee_id IS NOT DISTINCT FROM g.account_id
), made AS (
  INSERT INTO care_task (
    store_id, rule, subject_kind, subject_id, subject, customer_id, vehicle_id, cycle, due_on, opens_on, closes_on, deadline,
    state, role, skill, channel, priority, value_fen, assignee_id, offer_on, waits_for_customer, attempts, parts_tried, facts,
    due_history, outcome, reason, created_on, created_at, updated_at, run_id)
  SELECT %(store)s, rule, subject_kind, subject_id, subject, customer_id, vehicle_id, cycle, due_on, opens_on, closes_on,
    greatest(deadline, offer_on + 1 + time '23:59:59') AT TIME ZONE 'Asia/Shanghai', 'open', role, skill, channel, priority,
    fen, account_id, offer_on, false, 0, 0, facts, '[]', '', '', %(as_of)s, %(at)s, %(at)s, %(run)s
  FROM spread
  ON CONFLICT (store_id, rule, subject_kind, subject_id, cycle) DO NOTHING
  RETURNING id, rule, customer_id, vehicle_id, due_on
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name)
  SELECT %(store)s, customer_id, vehicle_id, %(at)s, 'task.opened', 'task',
    jsonb_build_object('rule', rule, 'due', due_on), 'task', id, '' FROM made
), counted AS (
  UPDATE care_planrun SET by_rule = coalesce((SELECT jsonb_object_agg(rule, tasks) FROM (
    SELECT rule, count(*) AS tasks FROM made GROUP BY rule) n), '{}') WHERE id = %(run)s AND store_id = %(store)s
)
SELECT count(*) FROM made"""

# A due date that moved moves the open task of its cycle, which keeps the old date; its deadline moves by as many days,
# or is the plan's own while the window is open.
MOVE = """
WITH now_due AS (
  SELECT k.id, k.due_on AS was, coalesce(t.due_on, CASE
      WHEN k.rule IN ('R08a', 'R08b', 'R09', 'R10', 'R17', 'R25') THEN d.service_due_on
      WHEN k.rule = 'R11' THEN d.warranty_ends_on END) AS due,
    CASE WHEN t.due_on IS NOT NULL THEN t.deadline AT TIME ZONE 'Asia/Shanghai' END AS deadline, t.facts
  FROM care_task k
  LEFT JOIN in_task t ON t.rule = k.rule AND t.subject_kind = k.subject_kind AND t.subject_id = k.subject_id AND t.cycle = k.cycle
  LEFT JOIN in_due d ON d.vehicle_id = k.vehicle_id
  WHERE k.store_id = %(store)s AND k.state = 'open' AND k.run_id IS NOT NULL
), moved AS (
  UPDATE care_task k SET due_on = n.due, updated_at = %(at)s, facts = coalesce(n.facts, k.facts),
    due_history = k.due_history || jsonb_build_object('was', n.was, 'seen_on', %(as_of)s::date),
    deadline = greatest(coalesce(n.deadline, k.deadline + (n.due - n.was) * interval '1 day'), (
      %(as_of)s::date + 1 + time '23:59:59') AT TIME ZONE 'Asia/Shanghai')
  FROM now_due n WHERE k.store_id = %(store)s AND k.id = n.id AND k.state = 'open' AND n.due <> n.was
  RETURNING k.id
)
SELECT count(*) FROM moved"""

# A task closes itself when its reason went away: the car left the book, the service was done, a later date was recorded,
# the customer does not want marketing. It does not close because the next cycle began.
CLOSE = """
WITH gone AS (
  SELECT k.id, k.customer_id, k.vehicle_id, k.rule, CASE
    WHEN k.vehicle_id IS NOT NULL AND NOT coalesce(d.cared, false) THEN 'car_left'
    WHEN r.marketing AND c.do_not_contact THEN 'do_not_contact'
    WHEN k.rule IN ('R08a', 'R08b') AND d.last_service_on IS NOT NULL THEN 'service_done'
    WHEN k.rule IN ('R09', 'R10', 'R17', 'R25') AND d.last_service_on > left(k.cycle, 10)::date THEN 'service_done'
    WHEN k.rule = 'R12' AND d.inspection_due_on > left(k.cycle, 10)::date THEN 'later_date'
    WHEN k.rule = 'R13' AND d.insurance_ends_on > left(k.cycle, 10)::date THEN 'later_date'
    END AS reason
  FROM care_task k
  JOIN in_rule r ON r.rule = k.rule
  JOIN customers_customer c ON c.store_id = %(store)s AND c.id = k.customer_id
  LEFT JOIN in_due d ON d.vehicle_id = k.vehicle_id
  WHERE k.store_id = %(store)s AND k.state = 'open' AND k.run_id IS NOT NULL
), closed AS (
  UPDATE care_task k SET state = 'closed', reason = g.reason, closed_at = %(at)s, updated_at = %(at)s
  FROM gone g WHERE k.store_id = %(store)s AND k.id = g.id AND k.state = 'open' AND g.reason IS NOT NULL
  RETURNING k.id, k.customer_id, k.vehicle_id, k.rule, k.reason
), told AS (
  INSERT INTO journal_timelineentry (store_id, customer_id, vehicle_id, at, verb, topic, facts, kind, object_id, by_name)
  SELECT %(store)s, customer_id, vehicle_id, %(at)s, 'task.closed', 'task',
    jsonb_build_object('rule', rule, 'reason', reason), 'task', id, '' FROM closed
)
SELECT count(*) FROM closed"""
