"""The answer to those for whom there is no place; made without asking anybody."""

import json
from collections.abc import Callable, Iterable
from typing import Any

RETRY_SECONDS = 2
SENTENCE = "系统正忙，请稍后再试。 / Very busy at the moment; please try again shortly."
PROBLEM = {"type": "urn:cheyuan:busy", "title": SENTENCE, "status": 503, "code": "busy", "detail": SENTENCE}


def busy(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """503: problem+json for programs, a line for people."""
    is_page = "text/html" in environ.get("HTTP_ACCEPT", "") and not environ.get("PATH_INFO", "").startswith("/api/")
    kind = "text/plain; charset=utf-8" if is_page else "application/problem+json"
    body = (SENTENCE if is_page else json.dumps(PROBLEM, ensure_ascii=False)).encode()
    headers = [
        ("Content-Type", kind), ("Content-Length", str(len(body))), ("Retry-After", str(RETRY_SECONDS)),
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
    ]  # fmt: skip
    start_response("503 Service Unavailable", headers)
    return [body]
