"""What households publish to the lake: who lives with whom, and how many children. No personal data."""

from cheyuan.base.lake.published import Published

HOUSEHOLD_MEMBERS = Published(
    "household_members",
    "SELECT m.store_id::int4 AS store_id, m.customer_id, m.household_id, cardinality(h.child_years)::int8 AS children"
    " FROM relations_member m JOIN relations_household h ON h.store_id = m.store_id AND h.id = m.household_id",
)
