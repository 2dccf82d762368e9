"""The API's outer door: size, form and pace of requests, scopes of tokens; plain answers of Django in the API's form."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cheyuan.base.accounts.devices import address_of
from cheyuan.faces.api import errors
from cheyuan.site.middleware.bearer import is_api

PLAIN = {400, 404, 405, 413}
SAFE = ("GET", "HEAD", "OPTIONS")


class Pace:
    """A bucket per client: ``burst`` requests at once, ``rate`` a second in the long run; per process."""

    def __init__(self, rate: float, burst: int, clients: int = 10_000) -> None:
        self.rate, self.burst, self.clients = rate, burst, clients
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str, at: float) -> float:
        """Seconds until this client may ask again; 0 lets the request in."""
        with self._lock:
            left, last = self._left.pop(client, (float(self.burst), at))
            left = min(self.burst, left + (at - last) * self.rate)
            self._left[client] = (left - 1 if left >= 1 else left, at)
            while len(self._left) > self.clients:
                self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self.rate


class ApiMiddleware:
    """Comes after the one that knows the actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        rate, burst = getattr(settings, "API_PACE", (100.0, 2000))
        self.pace = Pace(rate, burst)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        return self._before(request) or self._after(request, self.get_response(request))

    def _before(self, request: Any) -> HttpResponse | None:
        wait = self.pace.wait(_client(request), time.monotonic())
        if wait:
            answer = errors.plain(request, 429)
            answer["Retry-After"] = str(int(wait) + 1)
            return answer
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not _upload(request):
            return errors.plain(request, 413)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.plain(request, 400)
        if getattr(request, "store_refused", False):
            return errors.plain(request, 403, "store")
        if request.token and ("read" if request.method in SAFE else "write") not in request.token.scopes:
            return errors.plain(request, 403)
        return None

    def _after(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code not in PLAIN or "json" in response.get("Content-Type", ""):
            return response
        if response.status_code == 405:
            return errors.method_not_allowed(request, response)
        return errors.plain(request, response.status_code)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdecimal() else 0


def _upload(request: HttpRequest) -> bool:
    """Files are measured where they are taken in."""
    return request.headers.get("Content-Type", "").startswith("multipart/form-data")


def _client(request: Any) -> str:
    return f"token {request.token.pk}" if request.token else f"address {address_of(request)}"
