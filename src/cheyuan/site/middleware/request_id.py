"""Each request has a number: the caller's own if it is well formed, else a new one; echoed and logged."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cheyuan.site.request_number import number as _number

HEADER = "X-Request-ID"
_form = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_log = logging.getLogger("cheyuan.request")


class RequestIdMiddleware:
    """The outermost middleware: ``request.request_id``, the header of the answer, one log line without personal data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _form.match(given) else uuid.uuid4().hex
        request.request_id = number  # type: ignore[attr-defined]
        token, began = _number.set(number), time.monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = number
            _tell(request, response, time.monotonic() - began)
            return response
        finally:
            _number.reset(token)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """The route, not the address: what is typed into a search box does not belong into a log."""
    match, actor = request.resolver_match, getattr(request, "actor", None)
    facts = {
        "method": request.method,
        "route": match.route if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "account": actor.account_id if actor else None,
        "store": actor.store_id if actor else None,
    }
    _log.info("request", extra={"facts": facts})
