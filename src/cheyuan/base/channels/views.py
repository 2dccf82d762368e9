"""Messages and why they exist."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cheyuan.base.channels import queries, shown
from cheyuan.kernel.errors import Refused


@require_safe
def messages(request: Any) -> HttpResponse:
    """Messages of the actor's stores, newest first, by state; addresses are masked."""
    state, before = request.GET.get("state", ""), request.GET.get("before", "0")
    if state and state not in shown.STATES:
        raise Refused("filter_unknown", value=state)
    if not (before.isascii() and before.isdecimal() and len(before) < 19):
        raise Refused("cursor_wrong", cursor=before)
    page = queries.page(request.actor, state=state, before=int(before))
    facts = {
        "rows": [shown.row(one) for one in page.rows],
        "views": shown.views(state),
        "older": f"?state={state}&before={page.before}" if page.before else "",
    }
    return render(request, "channels/messages.html", facts)


@require_safe
def message(request: Any, message_id: int) -> HttpResponse:
    """One message with its text."""
    found = queries.message(request.actor, message_id)
    template = "channels/_message.html" if request.htmx else "channels/message.html"
    return render(request, template, {"one": shown.row(found), "text": found.text, **shown.links(found)})
