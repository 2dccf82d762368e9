"""Several connections that read of one moment at once: one serves while the rows of the other are being unpacked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa

from cheyuan.base.lake.looking import answer, cursor
from cheyuan.base.lake.published import Published

LANES = 2


def fetched(first: adbc.Cursor, place: str, setting: str, published: list[Published]) -> dict[str, pa.Table]:
    """The rows of the statements by name, as the first cursor's transaction sees them."""
    lanes = min(LANES, len(published))
    moment = answer(first, "SELECT pg_export_snapshot()") if lanes > 1 else ""
    waiting = iter(published)
    with ThreadPoolExecutor(max(1, lanes - 1)) as pool:
        others = [pool.submit(_lane, place, setting, moment, waiting) for _ in range(lanes - 1)]
        found = dict(_rows(first, waiting))
        for other in others:
            found |= other.result()
    return found


def _lane(place: str, setting: str, moment: str, waiting: Iterator[Published]) -> dict[str, pa.Table]:
    with cursor(place, setting, moment) as one:
        return dict(_rows(one, waiting))


def _rows(one: adbc.Cursor, waiting: Iterator[Published]) -> Iterator[tuple[str, pa.Table]]:
    """Whatever nobody else has begun: a list's iterator gives each of its items to one thread only."""
    for table in waiting:
        one.execute(table.select)
        yield table.name, one.fetch_arrow_table()
