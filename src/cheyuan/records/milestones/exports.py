"""What milestones publish to the lake: orders and workshop jobs, whose, and whether they are open. No personal data."""

from cheyuan.base.lake.published import Published

MILESTONE_JOBS = Published(
    "milestone_jobs",
    "SELECT store_id::int4 AS store_id, id AS job_id, kind, customer_id, vehicle_id, is_open FROM milestones_job",
)
