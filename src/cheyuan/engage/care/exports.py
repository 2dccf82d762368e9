"""What customer care publishes to the lake: its tasks, of when and whose; nothing of what was said."""

from cheyuan.base.lake.published import Published

SCORED_DUES = Published(
    "dues", "SELECT store_id::int4 AS store_id, vehicle_id, service_due_on, warranty_ends_on FROM care_due"
)
"""When the newest plan expects the next service of each car, and the end of its warranty."""
TASKS = Published(
    "tasks",
    "SELECT store_id::int4 AS store_id, id AS task_id, rule, vehicle_id, customer_id, opens_on,"
    " (deadline AT TIME ZONE 'Asia/Shanghai')::date AS deadline_on, state, assignee_id::text AS assignee,"
    " attempts::int4 AS attempts, (closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on FROM care_task",
)
DUES = Published(
    "care_dues",
    "SELECT store_id::int4 AS store_id, vehicle_id, service_due_on, warranty_ends_on, pace_km, pace_days, pace_known"
    " FROM care_due WHERE cared",
)
