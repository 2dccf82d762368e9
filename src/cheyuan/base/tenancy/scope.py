"""Which rows exist in this request or job. Fails closed: without a scope a query raises, and the database shows nothing."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import django_scopes
from django.db import connection, transaction

from cheyuan.kernel.actor import Actor

_current: ContextVar[tuple[str, str]] = ContextVar("scope", default=("", ""))
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)
Value = TypeVar("Value")


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
def looking(by: Actor) -> Iterator[None]:
    """A scope for one page that only reads: what ``once`` keeps lives as long as it."""
    token = _memory.set({})
    try:
        with scope(by):
            yield
    finally:
        _memory.reset(token)


def once(key: Hashable, make: Callable[[], Value]) -> Value:
    """The same answer for every part of a page that only reads; elsewhere ``make`` is asked each time.

    The key names all that the answer depends on, the actor's stores and account included.
    """
    memory = _memory.get()
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    value: Value = memory[key]
    return value


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
