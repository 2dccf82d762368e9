"""Looking at the database from one moment, within the actor's stores: rows as Arrow, and what was touched since another look."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
from django.db import connection

from cheyuan.base.lake.forgetting import STALE_DAYS
from cheyuan.base.lake.published import Published
from cheyuan.base.lake.touches import ALL
from cheyuan.kernel.actor import Actor

MOMENT = Published(
    "moment",
    "SELECT 0 AS store_id, (SELECT system_identifier FROM pg_control_system())::text || '/' ||"
    " left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' ||"
    " (SELECT oid FROM pg_database WHERE datname = current_database())::text AS database,"
    " pg_current_snapshot()::text AS look, extract(epoch FROM now())::int8 AS at",
)


@dataclass(frozen=True)
class Moment:
    """What a look could see: of which database, by which transactions (``pg_snapshot``), and when (seconds since 1970).

    The database is the server's own number, its timeline (a standby that took over may give numbers of transactions again)
    and the database's number.
    """

    database: str
    look: str
    at: int

    @classmethod
    def of(cls, rows: pa.Table) -> "Moment":
        """That of the rows of ``MOMENT``, taken with others of the same cut."""
        row = rows.to_pylist()[0]
        return cls(row["database"], row["look"], row["at"])

    def serves(self, now: "Moment") -> bool:
        """Whether what was touched since is still known: the same database, and not too long ago."""
        age = timedelta(seconds=now.at - self.at)
        return self.database == now.database and timedelta() <= age < timedelta(days=STALE_DAYS)


@dataclass(frozen=True)
class Touched:
    """Subjects whose rows changed: store → kind → ids; ``whole``: stores of which everything may have changed."""

    subjects: dict[int, dict[str, set[int]]]
    whole: frozenset[int]

    def of(self, store_id: int, kind: str) -> set[int]:
        """The touched subjects of a kind in a store."""
        return self.subjects.get(store_id, {}).get(kind, set())


class Look:
    """One moment: whatever is asked, the answers fit together."""

    def __init__(self, cursor: adbc.Cursor) -> None:
        self._cursor = cursor

    def ask(self, statement: str) -> pa.Table:
        """The rows of a statement."""
        self._cursor.execute(statement)
        return self._cursor.fetch_arrow_table()

    def moment(self) -> Moment:
        """This moment, to ask another time what was touched since."""
        return Moment.of(self.ask(MOMENT.select))

    def touched(self, since: Moment) -> Touched:
        """What this look sees and an earlier one could not."""
        rows = self.ask(f"SELECT * FROM lake_touched_since('{_checked(since.look)}')").to_pydict()  # noqa: S608
        found: dict[int, dict[str, set[int]]] = {}
        for store, kind, subject in zip(rows["store_id"], rows["kind"], rows["subject_id"], strict=True):
            found.setdefault(store, {}).setdefault(kind, set()).add(subject)
        return Touched(found, frozenset(store for store, kinds in found.items() if ALL in kinds))


def _checked(look: str) -> str:
    """The text of a pg_snapshot holds digits, colons and commas only."""
    if look.strip("0123456789:,"):
        raise ValueError(look)
    return look


@contextmanager
def looking(by: Actor) -> Iterator[Look]:
    """One look of the actor."""
    with cursor(address(), stores(by)) as one:
        yield Look(one)


@contextmanager
def cursor(place: str, setting: str, moment: str = "") -> Iterator[adbc.Cursor]:
    """A reading transaction under row-level security: the setting lives in it; ``moment`` is that of an exported snapshot."""
    with adbc.connect(place, autocommit=False) as link, link.cursor() as one:
        one.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if moment:
            one.execute(f"SET TRANSACTION SNAPSHOT '{moment}'")
        answer(one, setting)
        yield one


def answer(one: adbc.Cursor, question: str) -> str:
    """The first value of the first row."""
    one.execute(question)
    row = one.fetchone()
    return str(row[0]) if row else ""


def stores(by: Actor) -> str:
    """The statement that lets a transaction see the actor's stores."""
    ids = ",".join(str(int(store)) for store in by.store_ids)
    return f"SELECT set_config('app.stores', '{ids}', true), set_config('app.group', '{int(by.group_id)}', true)"


def address() -> str:
    """The application's own address as libpq wants it; the socket's folder needs quoting."""
    known = connection.settings_dict
    host, port = quote(str(known["HOST"]), safe=""), known["PORT"] or ""
    user, secret = quote(str(known["USER"]), safe=""), quote(str(known["PASSWORD"]), safe="")
    return f"postgresql://{user}:{secret}@/{known['NAME']}?host={host}" + (f"&port={port}" if port else "")
