"""First service and interval per kind of car, as the plan's table."""

from collections.abc import Iterable

import pyarrow as pa

from cheyuan.engage.care.models import Interval
from cheyuan.engage.care.planning.engine import INTERVALS


def interval_table(rows: Iterable[Interval]) -> pa.Table:
    """The rows in force as Arrow."""
    found = [{name: getattr(row, name) for name in INTERVALS.names} for row in rows]
    return pa.Table.from_pylist(found, schema=INTERVALS)
