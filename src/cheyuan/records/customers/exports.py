"""What customers publish to the lake."""

from cheyuan.base.lake.published import CUSTOMER, Published

CUSTOMERS = Published(
    "customers",
    "SELECT store_id::int4 AS store_id, id AS customer_id, cust_no, kind, birthday, do_not_contact"
    " FROM customers_customer WHERE erased_at IS NULL",
    CUSTOMER,
)
IMPORTANT = Published(
    "important",
    "SELECT store_id::int4 AS store_id, id AS customer_id FROM customers_customer"
    " WHERE (is_vip OR is_key_account) AND erased_at IS NULL",
    CUSTOMER,
)
"""VIPs and key accounts, few among many."""
PROFILES = Published(
    "profiles",
    "SELECT store_id::int4 AS store_id, id AS customer_id, kind, gender, birthday, city, district, source, usage, is_vip,"
    " is_key_account, do_not_contact, (created_at AT TIME ZONE 'Asia/Shanghai')::date AS filed_on"
    " FROM customers_customer WHERE erased_at IS NULL",
)
