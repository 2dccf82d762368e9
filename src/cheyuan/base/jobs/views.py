"""Background work: the list, its running part, stopping, and what the top bar shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.jobs import actions, queries, shown
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import nav
from cheyuan.base.ui.toasts import toast
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


@require_safe
def works(request: Any) -> HttpResponse:
    """Work of the actor's stores, newest first; HTMX asks for the rows alone while something runs."""
    page = queries.page(request.actor, before=_number(request.GET.get("before", "")))
    rows = [shown.row(one, request.actor) for one in page.rows]
    facts = {
        "rows": rows,
        "older": f"?before={page.before}" if page.before else "",
        "moving": any(one.is_open for one in rows),
        "here": request.get_full_path(),
    }
    return render(request, "jobs/_rows.html" if request.htmx else "jobs/works.html", facts)


@require_safe
def one(request: Any, work_id: int) -> HttpResponse:
    """Where its result can be seen, else the list; either way the person has seen how it ended."""
    found = queries.one(request.actor, work_id)
    actions.mark_seen(request.actor, work_id, at=now())
    address = shown.address(found)
    return redirect(address or reverse("jobs:list"))


@require_POST
def cancel(request: Any, work_id: int) -> HttpResponse:
    """Ask it to stop, and show its row as it is now."""
    actions.cancel(request.actor, work_id, at=now())
    with scope(request.actor):
        row = shown.row(queries.one(request.actor, work_id), request.actor)
        if not request.htmx:
            return redirect("jobs:list")
        response = render(request, "jobs/_row.html", {"one": row})
    return toast(response, gettext("It stops as soon as it can. What was done before stays."))


def bar(request: Any) -> list[nav.Job]:
    """What the top bar shows: the actor's own work that runs, or ended and was not seen."""
    if not request.actor.may("work.own"):
        return []
    return [shown.job(found) for found in queries.running(request.actor)]


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Refused("cursor_wrong", cursor=text)
    return int(text or 0)
