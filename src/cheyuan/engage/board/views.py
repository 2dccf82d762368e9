"""The supervisor's live board (CARE-16): who has how much, what today's rules have come to, and moving work between people."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import looking, scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.board import actions, queries
from cheyuan.engage.contact.queries import title
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


@require_safe
def board(request: Any) -> HttpResponse:
    """The board; asked again by the page itself it answers 204 as long as no figure changed, so that nothing flickers."""
    by, at = request.actor, now()
    with looking(by):
        found = queries.board(by, at)
        mark = found.mark
        if request.htmx and request.GET.get("seen") == mark:
            return HttpResponse(status=204)
        most = max([*(one.load for one in found.people), 1])
        facts = {
            "board": found, "mark": mark, "at": at, "sums": found.sums, "may_move": by.may("care.tasks.assign"),
            "rules": [(title(one.rule), one, _bar(one)) for one in found.rules],
            "people": [(one, 100 * one.load / most) for one in found.people],
        }  # fmt: skip
        return render(request, "board/_board.html" if request.htmx else "board/board.html", facts)


def _bar(one: Any) -> dict[str, float]:
    whole = max(1, one.due)
    return {name: 100 * min(getattr(one, name), one.due) / whole for name in ("tried", "reached", "booked")}


@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: Any) -> HttpResponse:
    """What an even load would take; a POST does it as it was shown."""
    by, words, status = request.actor, "", 200
    if request.method == "POST":
        try:
            row = actions.even_out(by, mark=request.POST.get("mark", ""), at=now())
        except Refused as refused:
            if not refused.code.startswith("balance_"):
                raise
            words, status = say(refused), refused.status
        else:
            said = ngettext("%(count)s task moved.", "%(count)s tasks moved.", row.count) % {"count": row.count}
            toast_after_redirect(request, said, undo=reverse("board:undo", args=[row.pk]))
            return HttpResponseRedirect(reverse("board:board"))
    by.require("care.tasks.assign")
    home = by.within(by.store_id or by.store_ids[0])
    with scope(home):
        found = queries.proposal(home, now())
    most = max([*(max(before, after) for _one, before, after in found.loads), 1])
    loads = [(one, before, after, 100 * before / most, 100 * after / most) for one, before, after in found.loads]
    facts = {"found": found, "loads": loads, "words": words, "count": len(found.moves)}
    return render(request, "board/balance.html", facts, status=status)


@require_POST
def undo(request: Any, balance_id: int) -> HttpResponse:
    """Everything back that nobody has touched since."""
    count = actions.undo(request.actor, balance_id, at=now())
    said = ngettext("%(count)s task given back.", "%(count)s tasks given back.", count) % {"count": count}
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), said, kind="well")
    toast_after_redirect(request, said)
    return HttpResponseRedirect(reverse("board:board"))
