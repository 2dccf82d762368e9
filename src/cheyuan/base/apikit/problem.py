"""Errors of the API as RFC 9457 problem+json with a stable code."""

import json
from typing import Any

from django.http import HttpResponse

from cheyuan.base.apikit.schemas import Out
from cheyuan.base.ui import words
from cheyuan.kernel.errors import Refused

TYPE = "application/problem+json"


class Problem(Out):
    """What every error looks like. ``code`` never changes; ``detail`` is a sentence in the caller's language."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    request_id: str = ""
    errors: list[dict[str, Any]] | None = None


def problem(request: Any, status: int, code: str, detail: str, **more: object) -> HttpResponse:
    """The answer itself."""
    body = {
        "type": f"urn:cheyuan:{code}", "title": code.replace("_", " "), "status": status, "code": code,
        "detail": detail, "request_id": getattr(request, "request_id", ""), **more,
    }  # fmt: skip
    return HttpResponse(json.dumps(body, default=str, ensure_ascii=False), status=status, content_type=TYPE)


def of_refusal(request: Any, refused: Refused) -> HttpResponse:
    """A rule's no, with its facts."""
    facts = {name: value for name, value in refused.facts.items() if value is not None}
    answer = problem(request, refused.status, refused.code, words.say(refused), facts=facts)
    if refused.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="cheyuan"'
    return answer
