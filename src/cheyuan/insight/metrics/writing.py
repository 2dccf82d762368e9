"""Bringing the stored figures of a store in line with what was reckoned: only what differs is written."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection

from cheyuan.insight.metrics.declaring import DIMS

KEY = ("store_id", "metric", "day", "whole", *DIMS)
COLUMNS = (*KEY, "num", "den")
_kinds = {"store_id": "int", "day": "date", "whole": "bool", "num": "bigint", "den": "bigint"}
_typed = ", ".join(f"{one} {_kinds.get(one, 'text')}" for one in COLUMNS)
STAGE = f"CREATE TEMPORARY TABLE in_figure ({_typed}) ON COMMIT DROP"
_same = " AND ".join(f"i.{one} = f.{one}" for one in KEY)
_key = ", ".join(KEY)
_names = ", ".join(COLUMNS)
GONE = f"""
DELETE FROM metrics_figure f WHERE f.store_id = %(store)s AND f.day >= %(first)s
AND NOT EXISTS (SELECT FROM in_figure i WHERE {_same})"""  # noqa: S608 - our own words
CHANGED = f"""
INSERT INTO metrics_figure ({_names}) SELECT {_names} FROM in_figure i
WHERE NOT EXISTS (SELECT FROM metrics_figure f WHERE {_same} AND f.num = i.num AND f.den = i.den)
ON CONFLICT ({_key}) DO UPDATE SET num = excluded.num, den = excluded.den"""  # noqa: S608


def write(store_id: int, figures: pa.Table, first: date) -> tuple[int, int]:
    """Answers how many figures are new or changed, and how many are gone. Inside a scope, all or nothing.

    ``figures`` are all from ``first`` on: what is stored for later days than they know goes as well.
    """
    named: dict[str, Any] = {"store": store_id, "first": first}
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.cursor.copy("COPY in_figure FROM STDIN (FORMAT csv)") as copy:
            for block in _csv(figures.select(list(COLUMNS))):
                copy.write(block)
        cursor.execute("ANALYZE in_figure")
        cursor.execute(GONE, named)
        gone = cursor.rowcount
        cursor.execute(CHANGED)
        return cursor.rowcount, gone


def _csv(rows: pa.Table) -> Iterator[bytes]:
    options = pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    for batch in rows.to_batches(max_chunksize=50_000):
        buffer = io.BytesIO()
        pacsv.write_csv(pa.Table.from_batches([batch]), buffer, options)
        yield buffer.getvalue()
