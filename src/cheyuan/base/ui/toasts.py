"""Say briefly what happened, with a way back for eight seconds."""

from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event

UNDO = "undo:"
Response = TypeVar("Response", bound=HttpResponse)


def toast(response: Response, text: str, *, undo: str = "", kind: str = "") -> Response:
    """Let an HTMX response show a toast; ``undo`` is the address to POST to, ``kind`` well, now or over."""
    return trigger_client_event(response, "toast", {"text": str(text), "undo": undo, "kind": kind})


def toast_after_redirect(request: HttpRequest, text: str, *, undo: str = "", kind: str = "well") -> None:
    """Show the toast on the next full page."""
    messages.add_message(request, messages.INFO, str(text), extra_tags=f"{kind} {UNDO}{undo}")
