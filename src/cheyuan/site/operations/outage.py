"""P13: database away or disk full is an answer, not a crash. This is the house's handler for everything nobody caught."""

import errno
import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cheyuan.site.operations.problem import problem, wants_page

RETRY_SECONDS = 5
FULL = (errno.ENOSPC, errno.EDQUOT)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for the exception that is being handled: 507, 503, or 500 when it is our own mistake."""
    status, code = judge(sys.exc_info()[1])
    answer = _page(request, status, code) if wants_page(request) else problem(request, status, code, _title(code))
    if status != HTTPStatus.INTERNAL_SERVER_ERROR:
        answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


def judge(trouble: BaseException | None) -> tuple[int, str]:
    """Status and stable code for an exception, by what caused it."""
    for cause in _causes(trouble):
        state = getattr(cause, "sqlstate", None) or ""
        if state == "53100" or (isinstance(cause, OSError) and cause.errno in FULL):
            return HTTPStatus.INSUFFICIENT_STORAGE, "disk_full"
        if state[:2] in ("40", "53", "55") or state == "57014":
            return HTTPStatus.SERVICE_UNAVAILABLE, "busy"
    if any(isinstance(cause, OperationalError | InterfaceError) for cause in _causes(trouble)):
        return HTTPStatus.SERVICE_UNAVAILABLE, "database_away"
    return HTTPStatus.INTERNAL_SERVER_ERROR, "internal"


def _causes(trouble: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while trouble is not None and trouble not in found:
        found.append(trouble)
        trouble = trouble.__cause__ or trouble.__context__
    return found


def _title(code: str) -> str:
    return {
        "disk_full": _("There is no room left on the server. Nothing was saved."),
        "busy": _("The server is very busy. Nothing was saved; please try again."),
        "database_away": _("The database is away for a moment. Nothing was saved; please try again."),
    }.get(code, _("Something went wrong on our side. It has been noted."))


def _page(request: HttpRequest, status: int, code: str) -> HttpResponse:
    body = render_to_string("operations/trouble.html", {"title": _title(code), "code": code, "retry": status != 500})
    return HttpResponse(body, status=status)
