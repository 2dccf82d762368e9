"""Which rows exist in this request or job. Fails closed: without a scope a query raises, and the database shows nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import django_scopes
from django.db import connection, transaction

from cheyuan.kernel.actor import Actor

_current: ContextVar[tuple[str, str]] = ContextVar("scope", default=("", ""))


@contextmanager
def scope(by: Actor, *, durable: bool = False) -> Iterator[None]:
    """One transaction in which exactly the rows of the actor's stores and group exist.

    The setting lives in the transaction, never in the session, so that a pooled connection cannot carry it on.
    ``durable`` (money) refuses to be nested in another transaction.
    """
    outer = _current.get()
    inner = _setting(by)
    nested = connection.in_atomic_block
    with transaction.atomic(durable=durable):
        token = _current.set(inner)
        try:
            _tell_database(inner)
            with django_scopes.scope(store=list(by.store_ids), group=by.group_id):
                yield
            if nested and outer != inner:
                _tell_database(outer)
        finally:
            _current.reset(token)


@contextmanager
def reading(by: Actor) -> Iterator[None]:
    """For a part of a page that only reads: the scope that is already open for this actor's rows, else one of its own."""
    if connection.in_atomic_block and _current.get() == _setting(by):
        yield
        return
    with scope(by):
        yield


def _setting(by: Actor) -> tuple[str, str]:
    return ",".join(str(store) for store in by.store_ids), str(by.group_id)


def _tell_database(setting: tuple[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.stores', %s, true), set_config('app.group', %s, true)", setting)
