"""The drawer, one notice, what is done with them, the daily digest."""

from typing import Any

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from cheyuan.base.inbox import actions, digesting, kinds, listing, queries, words
from cheyuan.base.inbox.models import Notice
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing, Refused

SALT = "inbox.read"
LATEST = 30


def shown(row: Notice) -> dict[str, Any]:
    """A notice as the drawer and the side sheet show it."""
    return {
        "row": row,
        "said": listing.said(row),
        "label": kinds.label(row.kind),
        "icon": kinds.icon(row.kind),
        "words": str(row.facts.get("words", "")),
        "state": words.STATES[listing.state_of(row)],
        "mark": words.MARKS[listing.state_of(row)],
        "is_new": listing.state_of(row) == "new",
        "address": kinds.address(row.kind, row.object_kind, row.object_id, row.facts),
    }


@require_safe
def drawer(request: Any) -> HttpResponse:
    """What waits, beside the page."""
    actions.look(request.actor, at=now())
    return _drawer(request)


def _drawer(request: Any) -> HttpResponse:
    found = queries.waiting(request.actor)
    facts = {"items": [shown(row) for row in found], "any_new": any(row.read_at is None for row in found)}
    return render(request, "inbox/_drawer.html", facts)


@require_safe
def page(request: Any, notice_id: int) -> HttpResponse:
    """Open a notice: it is read, and leads to its record."""
    row = queries.notice(request.actor, notice_id)
    actions.read(request.actor, [row.pk], at=now())
    return redirect(kinds.address(row.kind, row.object_kind, row.object_id, row.facts) or "inbox:list")


@require_safe
def sheet(request: Any, notice_id: int) -> HttpResponse:
    """The same beside the list, without leaving it."""
    row = queries.notice(request.actor, notice_id)
    actions.read(request.actor, [row.pk], at=now())
    response = render(request, "inbox/_notice.html", {"one": shown(row)})
    return trigger_client_event(response, "jobs-changed", {})


@require_POST
def done(request: Any, notice_id: int) -> HttpResponse:
    """Tick one off, with a way back."""
    changed = actions.done(request.actor, [notice_id], at=now())
    undo = reverse("inbox:reopen", args=[notice_id]) if changed else ""
    return _after(request, listing.done_words(1), undo)


@require_POST
def reopen(request: Any, notice_id: int) -> HttpResponse:
    """Take that back."""
    actions.reopen(request.actor, [notice_id])
    return _changed(toast(HttpResponse(), _("It waits here again."), kind="well"))


@require_POST
def read_all(request: Any) -> HttpResponse:
    """Nothing is new any more, with a way back."""
    ids = actions.read_all(request.actor, at=now())
    undo = reverse("inbox:unread", args=[signing.dumps(ids, salt=SALT, compress=True)]) if 0 < len(ids) <= 200 else ""
    return _after(request, listing.read_words(len(ids)), undo)


@require_POST
def unread(request: Any, token: str) -> HttpResponse:
    """Take that back; the address itself says which, signed."""
    try:
        ids = signing.loads(token, salt=SALT, max_age=3600)
    except signing.BadSignature:
        raise Missing("undo", None) from None
    actions.unread(request.actor, ids)
    return _changed(toast(HttpResponse(), _("They are new again."), kind="well"))


def _after(request: Any, said: str, undo: str) -> HttpResponse:
    """The drawer as it is now, or the list again, with a word on what was done."""
    if not request.htmx:
        toast_after_redirect(request, said, undo=undo)
        return HttpResponseRedirect(reverse("inbox:list"))
    with scope(request.actor):
        response = _drawer(request)
    return trigger_client_event(toast(response, said, undo=undo, kind="well"), "jobs-changed", {})


def _changed(response: HttpResponse) -> HttpResponse:
    return trigger_client_event(trigger_client_event(response, "inbox-changed", {}), "jobs-changed", {})


@require_safe
def digests(request: Any) -> HttpResponse:
    """The daily summaries, the newest whole."""
    found = [{"row": row, "mail": words.MAIL[row.mail]} for row in queries.digests(request.actor)[:LATEST]]
    facts = {"newest": found[0] if found else None, "older": found[1:], "wish": digesting.wish_of(request.actor)}
    return render(request, "inbox/digests.html", facts)


@require_safe
def digest(request: Any, digest_id: int) -> HttpResponse:
    """One of them."""
    row = queries.digest(request.actor, digest_id)
    return render(request, "inbox/digest.html", {"one": {"row": row, "mail": words.MAIL[row.mail]}})


@require_POST
def wish(request: Any) -> HttpResponse:
    """How the person wants it."""
    hour = request.POST.get("hour", "")
    if not (hour.isascii() and hour.isdecimal() and int(hour[:3]) < 24):
        raise Refused("digest_hour", field="hour")
    digesting.choose(request.actor, is_on=request.POST.get("is_on") == "1", hour=int(hour), at=now())
    toast_after_redirect(request, _("Saved."))
    return redirect("accounts:me")
