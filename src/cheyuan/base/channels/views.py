"""One message: why it exists, what happened to it, and what a person can decide."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.channels import actions, queries, shown
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


def _facts(by: Actor, message_id: int) -> dict[str, Any]:
    found = queries.message(by, message_id)
    return {
        "one": shown.row(found),
        "text": queries.whole_text(found),
        "subject": found.subject,
        "history": [shown.item(one) for one in queries.history(by, message_id)],
        "decides": by.may("messages.replay"),
        **shown.links(found),
    }


@require_safe
def page(request: Any, message_id: int) -> HttpResponse:
    """One message."""
    return render(request, "channels/message.html", _facts(request.actor, message_id))


@require_safe
def sheet(request: Any, message_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "channels/_message.html", _facts(request.actor, message_id))


def _decision(act: Callable[..., None], said: Callable[[], str]) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: Any, message_id: int) -> HttpResponse:
        act(request.actor, message_id, at=now())
        toast_after_redirect(request, said())
        return redirect("channels:page", message_id)

    return view


withdraw = _decision(actions.take_back, lambda: gettext("Taken back. It does not leave."))
replay = _decision(actions.replay, lambda: gettext("It waits again and leaves when the contact policy lets it."))
give_up = _decision(actions.give_up, lambda: gettext("It counts as not received."))
