"""What taking an import back means for care tasks."""

from cheyuan.base.intake.loaders import Run
from cheyuan.kernel.errors import Refused

NEW = """
FROM care_task k LEFT JOIN vehicles_vehicle v ON v.store_id = k.store_id AND v.id = k.vehicle_id
LEFT JOIN customers_customer c ON c.store_id = k.store_id AND c.id = k.customer_id
WHERE k.store_id = %(store)s AND (v.batch_id = %(batch)s OR c.batch_id = %(batch)s)"""
WORKED = f"SELECT count(*) {NEW} AND (k.attempts > 0 OR k.state = 'done')"
REMOVE = f"DELETE FROM care_task WHERE store_id = %(store)s AND id IN (SELECT k.id {NEW})"  # noqa: S608 - our own words

OURS = """
UPDATE intake_opinion p SET compared = true, ours = coalesce(CASE p.field
    WHEN 'next_service_date' THEN d.service_due_on::text
    WHEN 'next_service_km' THEN d.target_km::text
    ELSE trim_scale(round(d.pace_km::numeric / nullif(d.pace_days, 0), 1))::text END, '')
FROM care_due d
WHERE p.store_id = %(store)s AND p.batch_id = %(batch)s AND NOT p.compared
  AND p.field IN ('next_service_date', 'next_service_km', 'km_per_day')
  AND d.store_id = %(store)s AND d.vehicle_id = p.vehicle_id"""
AGREED = """
DELETE FROM intake_opinion WHERE store_id = %(store)s AND batch_id = %(batch)s AND compared AND (
  theirs = ours OR (field = 'km_per_day' AND ours <> '' AND abs(theirs::numeric - ours::numeric) <= 0.1))"""


def compare_import(run: Run) -> None:
    """What a book says of the next service and the daily mileage against the due dates of the newest plan; what agrees goes."""
    run.sql(OURS)
    run.sql(AGREED)


def undo_import(run: Run) -> None:
    """Tasks about the imported cars and customers go with them. Refused("undo_touched") when somebody worked on one."""
    run.cursor.execute(WORKED, {"store": run.store_id, "batch": run.batch_id})
    worked = run.cursor.fetchone()[0]
    if worked:
        raise Refused("undo_touched", tasks=worked)
    run.count("tasks_removed", run.sql(REMOVE))
