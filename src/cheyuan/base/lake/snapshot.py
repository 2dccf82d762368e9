"""A consistent cut of published tables, straight from PostgreSQL to Arrow (ADBC), within the actor's stores."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
from django.db import connection

from cheyuan.base.lake.published import Published
from cheyuan.kernel.actor import Actor


def take(by: Actor, published: Iterable[Published]) -> Mapping[str, pa.Table]:
    """The tables by name, all as of one moment. Row-level security holds here too: the setting lives in the transaction."""
    with adbc.connect(_address(), autocommit=False) as link, link.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        stores = ",".join(str(int(store)) for store in by.store_ids)
        cursor.execute(
            f"SELECT set_config('app.stores', '{stores}', true), set_config('app.group', '{int(by.group_id)}', true)"
        )
        cursor.fetchall()
        return {table.name: _rows(cursor, table) for table in published}


def _rows(cursor: adbc.Cursor, table: Published) -> pa.Table:
    cursor.execute(table.select)
    return cursor.fetch_arrow_table()


def _address() -> str:
    """The application's own address as libpq wants it; the socket's folder needs quoting."""
    known = connection.settings_dict
    host, port = quote(str(known["HOST"]), safe=""), known["PORT"] or ""
    user, secret = quote(str(known["USER"]), safe=""), quote(str(known["PASSWORD"]), safe="")
    return f"postgresql://{user}:{secret}@/{known['NAME']}?host={host}" + (f"&port={port}" if port else "")
