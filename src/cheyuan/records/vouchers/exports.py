"""What vouchers publish to the lake: whose, valid when, in which state. No personal data."""

from cheyuan.base.lake.published import Published

VOUCHERS = Published(
    "vouchers",
    "SELECT store_id::int4 AS store_id, id AS voucher_id, customer_id, state, valid_from, valid_until FROM vouchers_voucher",
)
