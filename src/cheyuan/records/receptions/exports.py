"""What the visitor book publishes to the lake: when which customer came, and whether to look at cars. No personal data."""

from datetime import date

from cheyuan.base.lake.published import CUSTOMER, Published

LOOKS = ("new_car", "test_drive")
"""Purposes of somebody who may buy: these visitors are asked how they were received."""


def receptions(since: date, until: date) -> Published:
    """The visits from one day to another, both included: older ones open no window any more."""
    looks = ", ".join(f"'{one}'" for one in LOOKS)
    return Published(
        "receptions",
        "SELECT store_id::int4 AS store_id, id AS reception_id, customer_id, came_on,"  # noqa: S608 - our own words
        f" came_at AT TIME ZONE 'Asia/Shanghai' AS came_at, purpose IN ({looks}) AS looks FROM receptions_reception"
        f" WHERE undone_at IS NULL AND came_on BETWEEN '{since.isoformat()}' AND '{until.isoformat()}'",
        CUSTOMER,
    )


VISITORS = Published(
    "visitors",
    "SELECT store_id::int4 AS store_id, customer_id, came_on,"
    " purpose IN ('new_car', 'test_drive') AS looks FROM receptions_reception WHERE undone_at IS NULL",
    CUSTOMER,
)
"""Everybody in the book, whenever they came."""
