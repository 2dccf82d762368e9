"""What taking an import back means for care tasks."""

from cheyuan.base.intake.loaders import Run
from cheyuan.kernel.errors import Refused

NEW = """
FROM care_task k LEFT JOIN vehicles_vehicle v ON v.store_id = k.store_id AND v.id = k.vehicle_id
LEFT JOIN customers_customer c ON c.store_id = k.store_id AND c.id = k.customer_id
WHERE k.store_id = %(store)s AND (v.batch_id = %(batch)s OR c.batch_id = %(batch)s)"""
WORKED = f"SELECT count(*) {NEW} AND (k.attempts > 0 OR k.state = 'done')"
REMOVE = f"DELETE FROM care_task WHERE store_id = %(store)s AND id IN (SELECT k.id {NEW})"  # noqa: S608 - our own words


def undo_import(run: Run) -> None:
    """Tasks about the imported cars and customers go with them. Refused("undo_touched") when somebody worked on one."""
    run.cursor.execute(WORKED, {"store": run.store_id, "batch": run.batch_id})
    worked = run.cursor.fetchone()[0]
    if worked:
        raise Refused("undo_touched", tasks=worked)
    run.count("tasks_removed", run.sql(REMOVE))
