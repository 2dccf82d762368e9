"""The WSGI application in front of the application: who waits, waits here; who is let in, runs in the thread it came in."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from io import BytesIO
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cheyuan.site.door.busy import busy
from cheyuan.site.door.company import Company
from cheyuan.site.door.limits import PATIENCE, PLACES, SEATS, TENANT
from cheyuan.site.door.lines import Lines

UNKNOWN = "unknown"
REMEMBERED = 10_000
SMALL = 1 << 20
"""Bodies up to this many bytes are fetched before a seat is taken: a slow line keeps nobody waiting."""

Environ = dict[str, Any]
Application = Callable[..., Any]


class Door:
    """Lets in as many requests as there are seats; each seat has one database connection, whoever sits there."""

    def __init__(
        self, application: Application, seats: int = SEATS, places: int = PLACES, patience: float = PATIENCE
    ) -> None:
        self._application, self._patience, self._seats = application, patience, seats
        self._lines = Lines([_connection() for _ in range(seats)], places, self._most)
        self._company = Company()
        self._known: dict[bytes, str] = {}
        self._tenants: frozenset[str] = frozenset()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let in, wait, or say that there is no place. /healthz never waits."""
        if environ.get("PATH_INFO") == "/healthz":
            environ.pop("HTTP_COOKIE", None)
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        _fetch_body(environ)
        self._company.come()
        try:
            return self._let_in(environ, self._moving_on(environ, start_response))
        finally:
            self._company.go()

    def _let_in(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        credential = _credential(environ)
        tenant = self._known.get(credential, UNKNOWN)
        seat = self._lines.enter(tenant, self._patience)
        if seat is None:
            return busy(environ, start_response)
        try:
            connections[DEFAULT_DB_ALIAS] = seat
            return self._answer(environ, start_response)
        finally:
            del connections[DEFAULT_DB_ALIAS]
            self._lines.leave(tenant, seat)
            if found := environ.get(TENANT):
                self._remember(credential, str(found))

    def _moving_on(self, environ: Environ, start_response: Callable[..., Any]) -> Callable[..., Any]:
        """Who has come to the busier of two processes is asked to come in anew (HTTP/1: one connection, one process)."""
        if not environ.get("SERVER_PROTOCOL", "").startswith("HTTP/1"):
            return start_response

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            away = [("Connection", "close")] if self._company.is_busier() else []
            return start_response(status, headers + away, *more)

        return start

    def _answer(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """What streams is passed on and leaves its seat at once: a slow reader keeps nobody waiting."""
        answer = self._application(environ, start_response)
        if getattr(answer, "streaming", True):
            return Stream(answer)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()

    def _most(self, tenant: str) -> int:
        """All seats while there is one tenant only, else all but one; strangers never get the last one."""
        return self._seats if tenant in self._tenants and len(self._tenants) == 1 else max(1, self._seats - 1)

    def _remember(self, credential: bytes, tenant: str) -> None:
        """Learn whose credential this is. Only what a login proved comes here."""
        if self._known.get(credential) == tenant:
            return
        if len(self._known) >= REMEMBERED:
            self._known.clear()
            self._tenants = frozenset()
        self._known[credential] = tenant
        self._tenants |= {tenant}


class Stream:
    """An answer in pieces; what its pieces ask of the database goes over a connection that ends with it."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        """The reader has all, or is gone."""
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            connections.close_all()


def _connection() -> BaseDatabaseWrapper:
    """A connection that may pass from thread to thread; it opens when it is first asked."""
    made = connections.create_connection(DEFAULT_DB_ALIAS)
    made.inc_thread_sharing()
    return made


def _fetch_body(environ: Environ) -> None:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and 0 < int(length) <= SMALL:
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))


def _credential(environ: Environ) -> bytes:
    shown = f"{environ.get('HTTP_AUTHORIZATION', '')}\n{environ.get('HTTP_COOKIE', '')}"
    return blake2b(shown.encode(errors="replace"), digest_size=16).digest()
