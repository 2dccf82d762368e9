"""A consistent cut of published tables, straight from PostgreSQL to Arrow (ADBC), within the actor's stores."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
from django.db import connection

from cheyuan.base.lake.published import Published
from cheyuan.kernel.actor import Actor

LANES = 2
"""Connections that read at once: one serves while the rows of the other are being unpacked."""
Cut = Mapping[str, pa.Table]


def take(by: Actor, published: Iterable[Published]) -> Cut:
    """The tables by name, all as of one moment. Row-level security holds here too: the setting lives in the transaction."""
    return begin(by, published).result()


def begin(by: Actor, published: Iterable[Published]) -> "Future[Cut]":
    """The same in the background, as of a moment that may still come; its address and stores are those of the caller."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(_cut, _address(), _stores(by), list(published))
    finally:
        pool.shutdown(wait=False)


def _cut(address: str, stores: str, published: list[Published]) -> Cut:
    with _looking(address, stores) as first:
        lanes = min(LANES, len(published))
        moment = _one(first, "SELECT pg_export_snapshot()") if lanes > 1 else ""
        waiting = iter(published)
        with ThreadPoolExecutor(max(1, lanes - 1)) as pool:
            others = [pool.submit(_lane, address, stores, moment, waiting) for _ in range(lanes - 1)]
            found = dict(_rows(first, waiting))
            for other in others:
                found |= other.result()
    return {table.name: found[table.name] for table in published}


def _lane(address: str, stores: str, moment: str, waiting: Iterator[Published]) -> dict[str, pa.Table]:
    with _looking(address, stores, moment) as cursor:
        return dict(_rows(cursor, waiting))


def _rows(cursor: adbc.Cursor, waiting: Iterator[Published]) -> Iterator[tuple[str, pa.Table]]:
    """Whatever nobody else has begun: a list's iterator gives each of its items to one thread only."""
    for table in waiting:
        cursor.execute(table.select)
        yield table.name, cursor.fetch_arrow_table()


@contextmanager
def _looking(address: str, stores: str, moment: str = "") -> Iterator[adbc.Cursor]:
    with adbc.connect(address, autocommit=False) as link, link.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if moment:
            cursor.execute(f"SET TRANSACTION SNAPSHOT '{moment}'")
        _one(cursor, stores)
        yield cursor


def _one(cursor: adbc.Cursor, question: str) -> str:
    cursor.execute(question)
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def _stores(by: Actor) -> str:
    stores = ",".join(str(int(store)) for store in by.store_ids)
    return f"SELECT set_config('app.stores', '{stores}', true), set_config('app.group', '{int(by.group_id)}', true)"


def _address() -> str:
    """The application's own address as libpq wants it; the socket's folder needs quoting."""
    known = connection.settings_dict
    host, port = quote(str(known["HOST"]), safe=""), known["PORT"] or ""
    user, secret = quote(str(known["USER"]), safe=""), quote(str(known["PASSWORD"]), safe="")
    return f"postgresql://{user}:{secret}@/{known['NAME']}?host={host}" + (f"&port={port}" if port else "")
