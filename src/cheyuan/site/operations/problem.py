"""Troubles as RFC 9457 problem+json with a stable code."""

import json

from django.http import HttpRequest, HttpResponse


def problem(request: HttpRequest, status: int, code: str, title: str, **facts: object) -> HttpResponse:
    """The answer for programs: ``code`` is part of the API and never changes."""
    body = {"type": f"urn:cheyuan:{code}", "status": status, "code": code, "title": title, **facts}
    return HttpResponse(json.dumps(body, default=str), status=status, content_type="application/problem+json")


def wants_page(request: HttpRequest) -> bool:
    """Does a person with a browser ask, rather than a program?"""
    return not request.path.startswith("/api/") and "text/html" in request.headers.get("Accept", "")
