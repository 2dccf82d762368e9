"""Which tiles one sees, and which letters one gets."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.tenancy.scope import reading
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.faces.cockpit import actions, queries, tiles, words
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

VERBS = ("up", "down", "drop", "add", "reset")
SHOWN = 60


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: Any) -> HttpResponse:
    """The tiles in their order with buttons to move, take away and add; ``do=up:coverage``."""
    by: Actor = request.actor
    by.require("cockpit.view")
    verb, _colon, code = request.POST.get("do", "").partition(":")
    if request.method == "POST":
        if verb in VERBS:
            actions.arrange(by, verb, code or request.POST.get("code", ""))
        return redirect(f"{reverse('cockpit:tiles')}{f'#{code}' if verb in ('up', 'down') else ''}")
    with reading(by):
        known = {one.code: one for one in metrics.dictionary(by)}
        own = queries.choice_of(by)
    shown = [known[code] for code in tiles.chosen(own.tiles, by.roles, known)]
    facts = {
        "shown": shown,
        "others": [one for one in known.values() if one not in shown],
        "own": own.tiles is not None,
    }
    return render(request, "cockpit/tiles.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Any) -> HttpResponse:
    """Which letters one wants, and those of the last weeks with what became of them."""
    by: Actor = request.actor
    by.require("cockpit.view")
    if request.method == "POST":
        actions.subscribe(
            by, daily=request.POST.get("daily") == "1", weekly=request.POST.get("weekly") == "1", at=now()
        )
        toast_after_redirect(request, _("Saved."))
        return redirect("cockpit:letters")
    with reading(by):
        own = queries.choice_of(by)
        found = [
            {"row": row, "mail": words.MAIL[row.mail], "kind": words.KINDS[row.kind]}
            for row in queries.letters(by)[:SHOWN]
        ]
    facts = {
        "daily": queries.wants(by, own, "daily"), "weekly": queries.wants(by, own, "weekly"), "letters": found,
        "address": request.account.email,
    }  # fmt: skip
    return render(request, "cockpit/letters.html", facts)


@require_safe
def letter(request: Any, note_id: int) -> HttpResponse:
    """One of them, as it was written."""
    row = queries.letter(request.actor, note_id)
    return render(request, "cockpit/letter.html", {"row": row, "mail": words.MAIL[row.mail]})
