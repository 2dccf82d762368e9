"""A fence around a piece of work: at most one process is inside, whatever the queue believes.

It stands on a connection of its own, so that it lives exactly as long as its process and does not hang on the
transactions of the work. The same connection carries the progress, which is visible at once for the same reason.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from procrastinate.contrib.django.utils import connector_params


class Busy(Exception):
    """Somebody else is inside; try again later."""


@contextmanager
def fence(name: str, group_id: int, store_ids: tuple[int, ...]) -> Iterator[psycopg.Connection]:
    """Hold the advisory lock ``name`` and answer the connection, which sees these stores; Busy when it is taken."""
    with psycopg.connect(**connector_params(), autocommit=True) as link:
        link.execute("SET synchronous_commit = off")
        link.execute(
            "SELECT set_config('app.stores', %s, false), set_config('app.group', %s, false)",
            [",".join(str(one) for one in store_ids), str(group_id)],
        )
        row = link.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 7305))", [name]).fetchone()
        if row != (True,):
            raise Busy(name)
        yield link
