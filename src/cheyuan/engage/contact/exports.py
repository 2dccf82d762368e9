"""What the contact centre publishes to the lake: attempts that count, who made them and whether somebody was reached."""

from cheyuan.base.lake.published import Published
from cheyuan.engage.contact.outcomes import BY_CODE

_outcomes = ", ".join(f"'{one}'" for one in BY_CODE)
ATTEMPTS = Published(
    "attempts",
    "SELECT store_id::int4 AS store_id, id AS attempt_id, task_id, vehicle_id, rule, account_id::text AS account, day,"  # noqa: S608
    " (at AT TIME ZONE 'Asia/Shanghai') AS at, outcome, reached FROM contact_attempt"
    f" WHERE undone_at IS NULL AND outcome IN ({_outcomes})",
)
"""What ends a correction of data is no attempt, nor is what was taken back."""
