"""A greeting that went out: how many people, what became of the messages, why others got none, taking it back."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import human
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.engage.greetings import actions, listing, queries, words
from cheyuan.engage.greetings.models import Wave
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


def results(by: Actor, wave: Wave, want: str = "") -> dict[str, Any]:
    """What a page shows of a wave: messages by state, people held back by reason, some of each by name."""
    states = queries.states(wave)
    messages = [(word, sum(n for (state, _code), n in states.items() if state == key), key)
                for key, word in words.MESSAGES.items()]  # fmt: skip
    back = [(word, sum(n for (state, _code), n in states.items() if state == key), key)
            for key, word in words.BACK.items() if key not in words.MESSAGES]  # fmt: skip
    people = queries.people(by, wave, want)
    return {
        "wave": wave, "title": listing.title(wave), "state": words.STATES[wave.state], "shape": words.SHAPES[wave.state],
        "held": listing.held(wave), "back_all": wave.audience - listing.held(wave), "kind": words.KINDS[wave.kind],
        "outcomes": [row for row in messages if row[1]], "back": [row for row in back if row[1]], "want": want,
        "leaves": human.exact(wave.leaves_at),
        "people": [(one, words.MESSAGES.get(one.state) or words.BACK.get(one.code, one.code)) for one in people],
        "may_stop": by.may("greetings.edit") and wave.state == "held" and bool(queries.waiting(wave)),
        "may_messages": by.may("messages.view"),
    }  # fmt: skip


def _wanted(request: Any) -> str:
    want = request.GET.get("want", "")
    return want if want in words.MESSAGES or want in words.BACK else ""


@require_safe
def page(request: Any, wave_id: int) -> HttpResponse:
    """One of them."""
    by = request.actor
    with scope(by):
        return render(request, "greetings/wave.html", results(by, queries.wave(by, wave_id), _wanted(request)))


@require_safe
def sheet(request: Any, wave_id: int) -> HttpResponse:
    """The same beside the list."""
    by = request.actor
    with scope(by):
        return render(request, "greetings/wave_sheet.html", results(by, queries.wave(by, wave_id)))


@require_POST
def stop(request: Any, wave_id: int) -> HttpResponse:
    """Take back what still waits."""
    by = request.actor
    count = actions.stop(by, wave_id, at=now())
    said = ngettext("%(count)s message taken back.", "%(count)s messages taken back.", count) % {"count": count}
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), said, kind="well")
    toast_after_redirect(request, said)
    return HttpResponseRedirect(reverse("greetings:page", args=[wave_id]))
