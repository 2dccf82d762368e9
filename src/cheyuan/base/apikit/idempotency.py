"""Idempotency-Key: the same write sent twice counts once.

The answer is stored in the transaction of the write, so a crash leaves both or neither; a second request that comes
while the first still runs finds the lock taken. Same key and body → the stored answer; other body → 422; running → 409.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b, sha256
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja.decorators import decorate_view

from cheyuan.base.apikit.models import ApiAnswer
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Refused

HEADER = "Idempotency-Key"
MARK = "_idempotent"
F = TypeVar("F", bound=Callable[..., Any])
_form = re.compile(r"[\x21-\x7e]{1,255}\Z")


class _Failed(Exception):
    """Carries the answer of a failed write out of its transaction, which thereby leaves nothing behind."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def idempotent(operation: F) -> F:
    """Put between ``@router.post(…)`` and the function; the header stays optional for the caller."""
    setattr(operation, MARK, True)
    return decorate_view(_once)(operation)


def _once(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(run)
    def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
        key, by = request.headers.get(HEADER), getattr(request, "actor", None)
        if key is None or by is None:
            return run(request, **path)
        if not _form.match(key):
            raise Refused("idempotency_key_form")
        try:
            with scope(by):
                return _answer(by, key, request, lambda: run(request, **path))
        except _Failed as failed:
            return failed.response

    return guarded


def _answer(by: Actor, key: str, request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Inside the transaction: lock, look, run, store."""
    if not _lock(by, key):
        raise Conflict("idempotency_in_flight")
    route, digest = f"{request.method} {request.path}"[:200], sha256(request.body).hexdigest()
    known = ApiAnswer.objects.filter(account_id=by.account_id, key=key).first()
    if known:
        return _again(known, route, digest)
    response = run()
    if response.status_code >= 400:
        raise _Failed(response)
    ApiAnswer.objects.create(
        group_id=by.group_id, account_id=by.account_id, key=key, route=route, digest=digest,
        status=response.status_code, body=response.content.decode(), at=now(),
    )  # fmt: skip
    return response


def _again(known: ApiAnswer, route: str, digest: str) -> HttpResponse:
    if (known.route, known.digest) != (route, digest):
        raise Refused("idempotency_key_reused")
    answer = HttpResponse(known.body, status=known.status, content_type="application/json; charset=utf-8")
    answer["Idempotent-Replayed"] = "true"
    return answer


def _lock(by: Actor, key: str) -> bool:
    """A lock that ends with the transaction; False when another request holds it."""
    name = f"{by.group_id}:{by.account_id}:{key}".encode()
    number = int.from_bytes(blake2b(name, digest_size=8, person=b"idempotency").digest(), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])
