"""Due dates come from whoever reckons them, a room above: it puts the table here, nothing is imported.

Columns: store_id, vehicle_id, service_due_on, warranty_ends_on.
"""

from cheyuan.base.lake.published import Published

NONE = Published(
    "dues",
    "SELECT 0::int4 AS store_id, 0::int8 AS vehicle_id, NULL::date AS service_due_on, NULL::date AS warranty_ends_on"
    " WHERE false",
)
_dues: list[Published] = []


def provide_dues(table: Published) -> None:
    """Say who knows; done in AppConfig.ready of a room above."""
    _dues[:] = [table]


def dues() -> Published:
    """The table; an empty one when nobody knows."""
    return _dues[0] if _dues else NONE
