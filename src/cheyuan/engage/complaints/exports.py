"""What complaints publish to the lake: their kind and their days, none of their words."""

from cheyuan.base.lake.published import Published

COMPLAINTS = Published(
    "complaints",
    "SELECT store_id::int4 AS store_id, id AS complaint_id, vehicle_id, channel, department, kind,"
    " (received_at AT TIME ZONE 'Asia/Shanghai')::date AS received_on,"
    " (answered_at AT TIME ZONE 'Asia/Shanghai')::date AS answered_on,"
    " (closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on,"
    " floor(extract(epoch FROM answered_at - received_at) / 60)::int8 AS answer_minutes, assignee_id::text AS assignee"
    " FROM complaints_complaint",
)
COMPLAINERS = Published(
    "complainers",
    "SELECT store_id::int4 AS store_id, id AS complaint_id, customer_id, state,"
    " (received_at AT TIME ZONE 'Asia/Shanghai')::date AS received_on FROM complaints_complaint WHERE customer_id IS NOT NULL",
)
"""Whose complaints, and whether they are open."""
