"""What scores publish to the lake: who is a trade-in candidate since when. No personal data."""

from cheyuan.base.lake.published import VEHICLE, Published

CANDIDATES = Published(
    "candidates",
    "SELECT store_id::int4 AS store_id, vehicle_id, since, until, score::int8 AS score, reasons::text AS reasons"
    " FROM scores_stay",
    VEHICLE,
)
"""Times as a candidate; ``until`` is the first day on which it no longer was one, empty while it is."""
SIGNS = Published(
    "signs",
    "SELECT store_id::int4 AS store_id, customer_id, vehicle_id, kind, seen_on FROM scores_sign WHERE undone_at IS NULL",
)
PRICES = Published("prices", "SELECT store_id::int4 AS store_id, brand, model, trim, price_fen FROM scores_listprice")
