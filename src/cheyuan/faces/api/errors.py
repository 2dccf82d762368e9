"""One place turns everything that goes wrong in the API into problem+json."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cheyuan.base.apikit.problem import of_refusal, problem
from cheyuan.base.ui import words
from cheyuan.kernel.errors import Refused

CODES: Mapping[int, str] = {
    400: "malformed", 401: "unauthenticated", 403: "denied", 404: "not_found", 405: "method_not_allowed",
    413: "too_large", 415: "media_type", 422: "invalid", 429: "rate_limited", 500: "internal",
    503: "database_away", 507: "disk_full",
}  # fmt: skip
"""The code of each status when no rule has given a better one."""


def plain(request: HttpRequest, status: int, code: str = "") -> HttpResponse:
    """A problem that has no facts."""
    code = code or CODES[status]
    return problem(request, status, code, words.say(Refused(code)))


def register(api: NinjaAPI) -> None:
    """Hang the answers into the API."""
    answers: dict[type[Exception], Callable[[Any, Any], HttpResponse]] = {
        Refused: of_refusal,
        ValidationError: invalid,
        HttpError: lambda request, wrong: plain(request, wrong.status_code),
        Http404: lambda request, wrong: plain(request, 404),
        RequestDataTooBig: lambda request, wrong: plain(request, 413),
        SuspiciousOperation: lambda request, wrong: plain(request, 400),
        UnicodeDecodeError: lambda request, wrong: plain(request, 400),
        DataError: lambda request, wrong: plain(request, 422, "bad_value"),
    }
    for wrong, answer in answers.items():
        api.add_exception_handler(wrong, answer)


def invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Where and why the request does not fit; never the value itself, which may be personal."""
    errors = [
        {"where": [str(part) for part in one["loc"]], "why": one["msg"], "kind": one["type"]} for one in wrong.errors
    ]
    return problem(request, 422, "invalid", words.say(Refused("invalid")), errors=errors)


def method_not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for a method that the address does not know; keeps the list of those it does."""
    answer = plain(request, 405)
    answer["Allow"] = response.get("Allow", "")
    return answer
