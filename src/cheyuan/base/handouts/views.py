"""Asking for an export with phones, its page, its one download."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.handouts import actions, queries, words
from cheyuan.base.lists import queries as lists
from cheyuan.base.lists import screen, spec
from cheyuan.base.lists.wish import parsed
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.kernel.clock import now


@require_POST
def ask(request: Any, name: str) -> HttpResponse:
    """Ask for what the list shows now, unmasked."""
    by, one = request.actor, spec.get(name)
    with scope(by):
        asked = parsed(one, QueryDict(request.POST.get("query", "")[:4000]))
        wish = screen.resolved(one, by, asked, lists.views(by, one.name))
    ending, reason = request.POST.get("format", "xlsx"), request.POST.get("reason", "")
    row = actions.ask(by, name, wish, ending, reason, at=now())
    toast_after_redirect(request, _("Asked. A second person decides; you will be told."))
    return redirect("handouts:page", row.pk)


@require_safe
def page(request: Any, handout_id: int) -> HttpResponse:
    """How it stands."""
    row = queries.handout(request.actor, handout_id)
    over = row.state in ("approved", "made") and row.expires_at is not None and now() >= row.expires_at
    state = "expired" if over else row.state
    facts = {
        "one": row,
        "count": row.rows or len(row.ids),
        "state": words.STATES[state],
        "mark": words.MARKS[state],
        "may_take": state == "made" and queries.is_own(request.actor, row),
        "list": spec.get(row.list_name),
    }
    return render(request, "handouts/page.html", facts)


@never_cache
@require_POST
def file(request: Any, handout_id: int) -> HttpResponse:
    """The file, once."""
    taken = actions.take(request.actor, handout_id, at=now())
    response = HttpResponse(taken.content, content_type=taken.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(taken.title)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
