"""A cursor whose statements the database reads and plans once per connection: for the few questions that every page asks.

A pool between us and the database must know prepared statements (PgBouncer ≥ 1.21: ``max_prepared_statements``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor


class Prepared(ServerBindingCursor):
    """Binds its values in the server, and asks it to keep the plan."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        """Run a statement that will come again."""
        return super().execute(query, params, **{**how, "prepare": True})  # type: ignore[misc]


@contextmanager
def cursor() -> Iterator[Any]:
    """Like ``connection.cursor()``, on the same connection and in the same transaction."""
    link: Any = connection
    made: Any = Prepared
    link.close_if_health_check_failed()
    link.ensure_connection()
    with link._prepare_cursor(made(link.connection)) as found:
        yield found
