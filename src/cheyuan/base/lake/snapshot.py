"""A consistent cut of published tables as Arrow, within the actor's stores: from disk what stayed, from PostgreSQL the rest.

The rows of touched subjects are read anew, of one moment for all tables; those of all others lie on the shelves of their
stores (``shelf``). A table without subject is read whole each time.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from cheyuan.base.lake import lanes
from cheyuan.base.lake.looking import MOMENT, Look, Moment, Touched, address, cursor, stores
from cheyuan.base.lake.published import Published, array
from cheyuan.base.lake.shelf import Shelf, held
from cheyuan.kernel.actor import Actor

Cut = Mapping[str, pa.Table]
Shelves = dict[int, Shelf]
MANY = 50_000
"""When more subjects than this were touched, a store's tables are read whole."""


def take(by: Actor, published: Iterable[Published], *, anew: bool = False) -> Cut:
    """The tables by name, all as of one moment. Row-level security holds here too: the setting lives in the transaction.

    ``looking.MOMENT`` among them says of which one. ``anew``: what lies on the shelves does not count and is replaced.
    """
    tables = list(published)
    with _fresh(by, tables, anew=anew) as (shelves, cut):
        return {one.name: cut[one.name] if one.name in cut else _read(shelves, one) for one in tables}


def begin(by: Actor, published: Iterable[Published]) -> "Future[Cut]":
    """The rows of some tables in the background, straight from the database, as of a moment that may still come.

    Its address and stores are those of the caller.
    """
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(_straight, address(), stores(by), list(published))
    finally:
        pool.shutdown(wait=False)


@contextmanager
def files(by: Actor, published: Iterable[Published]) -> "Iterator[dict[str, str]]":
    """The tables for an engine that reads Parquet itself: name → DuckDB's SQL for its rows, good as long as this is open.

    Tables without subject are not among them. Whoever else wants the same stores waits meanwhile, so take nothing inside.
    """
    tables = [one for one in published if one.subject]
    with _fresh(by, tables) as (shelves, _cut):
        yield {
            one.name: " UNION ALL BY NAME ".join(_relation(shelf, one) for shelf in shelves.values()) for one in tables
        }


@contextmanager
def _fresh(by: Actor, tables: list[Published], *, anew: bool = False) -> Iterator[tuple[Shelves, dict[str, pa.Table]]]:
    """The shelves of the actor's stores, brought to one moment, and the tables that are read whole."""
    place, setting = address(), stores(by)
    with cursor(place, setting) as first:
        database = Look(first).moment().database  # no look yet: whoever holds the shelves may be changing them
    with held(database, by.store_ids) as shelves, cursor(place, setting) as first:
        look = Look(first)
        now = look.moment()
        for shelf in shelves.values() if anew else ():
            shelf.tables = {}
        plans = [_Plan.of(one, shelves, look, now) for one in tables if one.subject]
        loose = [one for one in tables if not one.subject]
        asked = loose + [Published(f"{one.table.name}/{n}", text) for one in plans for n, text in one.statements()]
        found = lanes.fetched(first, place, setting, asked)
        for one in plans:
            one.store(shelves, found, now)
        for shelf in shelves.values():
            shelf.keep()
        yield shelves, {one.name: found[one.name] for one in loose}


@dataclass(frozen=True)
class _Plan:
    """How a table is brought to the moment: of some stores everything, of others the rows of some subjects."""

    table: Published
    whole: list[int]
    some: dict[int, set[int]]
    all_stores: bool

    @classmethod
    def of(cls, table: Published, shelves: Shelves, look: Look, now: Moment) -> "_Plan":
        seen: dict[Moment, Touched] = {}
        whole, some = [], {}
        for store, shelf in shelves.items():
            kept = shelf.tables.get(table.name)
            if kept is None or kept.said != said(table) or not kept.moment.serves(now):
                whole.append(store)
                continue
            if kept.moment not in seen:
                seen[kept.moment] = look.touched(kept.moment)
            some[store] = seen[kept.moment].of(store, table.subject)
            if store in seen[kept.moment].whole or len(some[store]) > MANY:
                whole.append(store)
                del some[store]
        return cls(table, whole, some, len(whole) == len(shelves))

    def statements(self) -> Iterator[tuple[str, str]]:
        """What to ask the database: ``whole``, ``some``."""
        if self.whole:
            among = "" if self.all_stores else f" WHERE t.store_id = ANY({array(self.whole)})"
            text = self.table.select
            yield "whole", f"SELECT * FROM ({text}) t{among}" if among else text  # noqa: S608 - our own words
        ids = set().union(*self.some.values())
        if ids:
            yield "some", self.table.among(sorted(ids))

    def store(self, shelves: Shelves, found: Mapping[str, pa.Table], now: Moment) -> None:
        """Put the answers on the shelves."""
        name, key = self.table.name, self.table.key
        whole, some = found.get(f"{name}/whole"), found.get(f"{name}/some")
        for store in self.whole:
            assert whole is not None
            shelves[store].whole(name, said(self.table), key, now, _of(whole, store, len(shelves)))
        for store, ids in self.some.items():
            rows = _of(some, store, len(shelves)) if some is not None else pa.table({})
            shelves[store].changed(name, now, ids, rows)


def said(table: Published) -> str:
    """A mark of what a table's statement says."""
    return sha256(f"{table.select}\n{table.few}\n{table.subject}".encode()).hexdigest()[:16]


def _of(rows: pa.Table, store: int, of: int) -> pa.Table:
    return rows if of == 1 else rows.filter(pc.equal(rows["store_id"], store))


def _read(shelves: Shelves, table: Published) -> pa.Table:
    return pa.concat_tables([shelf.read(table.name) for shelf in shelves.values()])


def _relation(shelf: Shelf, table: Published) -> str:
    parts = {part: "'" + path.replace("'", "''") + "'" for part, path in shelf.files(table.name).items()}
    base = f"SELECT * FROM read_parquet({parts['base']})"  # noqa: S608 - our own folder
    if "gone" not in parts:
        return base
    gone = f"SELECT {table.key} FROM read_parquet({parts['gone']})"  # noqa: S608
    return f"{base} WHERE {table.key} NOT IN ({gone}) UNION ALL BY NAME SELECT * FROM read_parquet({parts['delta']})"  # noqa: S608


def _straight(place: str, setting: str, published: list[Published]) -> dict[str, pa.Table]:
    with cursor(place, setting) as first:
        return lanes.fetched(first, place, setting, published)


__all__ = ["MOMENT", "Cut", "begin", "files", "take"]
