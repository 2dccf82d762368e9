"""Audits as pages: the call beside its score sheet, the month with its figures, and the score sheets themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.audits import actions, cards, queries, words
from cheyuan.engage.audits.policies import RULES
from cheyuan.engage.audits.scoring import MARKS, Criterion, criteria
from cheyuan.engage.contact.queries import label, title
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.errors import Refused

EARLIEST = date(2000, 1, 1)
GENERAL = "all"
SPARE = 2


def _facts(by: Actor, audit_id: int, given: Any = None, wrong: Refused | None = None) -> dict[str, Any]:
    """What page and sheet show alike."""
    one = queries.audit(by, audit_id)
    may_judge = by.may("audits.judge") and one.state == "open" and one.agent_id != by.account_id
    card = one.scorecard or (cards.in_force(by, [one.rule], now())[one.rule] if may_judge else None)
    marks = one.marks if given is None else {name: given.get(f"mark-{name}", "") for name in one.marks} | _marks(given)
    lines = [(line, marks.get(line.key, ""), MARKS.get(marks.get(line.key, ""), "")) for line in _lines(card)]
    field = str(wrong.facts.get("field", "")) if wrong else ""
    return {
        "one": one, "title": title(one.rule), "outcome": label(one.attempt.outcome), "state": words.STATES[one.state],
        "shape": words.SHAPES[one.state], "card": card, "lines": lines, "marks": list(MARKS.items()),
        "may_judge": may_judge, "may_again": _may_again(by, one),
        "may_answer": actions.may_answer(by, one) and one.answered_at is None and one.state != "open",
        "wrong": say(wrong) if wrong else "", "field": field,
        "findings": given.get("findings", "") if given else one.findings, "typed": given.get("words", "") if given else "",
    }  # fmt: skip


def _may_again(by: Actor, one: Any) -> bool:
    return by.may("audits.judge") and one.state != "open" and not one.department and one.agent_id != by.account_id


def _lines(card: Any) -> list[Criterion]:
    return criteria(card.criteria) if card else []


def _marks(given: Any) -> dict[str, str]:
    return {name.removeprefix("mark-"): given[name] for name in given if name.startswith("mark-")}


@require_safe
def page(request: Any, audit_id: int) -> HttpResponse:
    """One audit."""
    with scope(request.actor):
        return render(request, "audits/page.html", _facts(request.actor, audit_id))


@require_safe
def sheet(request: Any, audit_id: int) -> HttpResponse:
    """The same beside the list."""
    with scope(request.actor):
        return render(request, "audits/sheet.html", _facts(request.actor, audit_id))


def _again(request: Any, audit_id: int, refused: Refused) -> HttpResponse:
    """The page once more with what was typed."""
    if refused.status in (403, 404):
        raise refused
    with scope(request.actor):
        facts = _facts(request.actor, audit_id, request.POST, refused)
        return render(request, "audits/page.html", facts, status=refused.status)


@require_POST
def judge(request: Any, audit_id: int) -> HttpResponse:
    """Save the marks."""
    given = request.POST
    card = given.get("card", "")
    try:
        row = actions.judge(
            request.actor, audit_id, _marks(given), given.get("findings", ""),
            scorecard_id=int(card) if card.isascii() and card.isdigit() else 0, at=now(),
        )  # fmt: skip
    except Refused as refused:
        return _again(request, audit_id, refused)
    said = _("%(state)s with %(score)s of 100.") % {"state": words.STATES[row.state], "score": row.score}
    toast_after_redirect(request, said, undo=reverse("audits:again", args=[row.pk]))
    return HttpResponseRedirect(reverse("audits:page", args=[row.pk]))


@require_POST
def again(request: Any, audit_id: int) -> HttpResponse:
    """Open it for another judgement."""
    actions.reopen(request.actor, audit_id, at=now())
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Open again."), kind="well")
    return HttpResponseRedirect(reverse("audits:page", args=[audit_id]))


@require_POST
def answer(request: Any, audit_id: int) -> HttpResponse:
    """What the audited colleague says."""
    try:
        actions.answer(request.actor, audit_id, request.POST.get("words", ""), at=now())
    except Refused as refused:
        return _again(request, audit_id, refused)
    toast_after_redirect(request, _("Your answer stands beside the result."))
    return HttpResponseRedirect(reverse("audits:page", args=[audit_id]))


def _month(asked: str) -> date:
    """The month asked for; this one when it cannot be read or is still to come."""
    this = day_of(now()).replace(day=1)
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return this
    return found if EARLIEST <= found <= this else this


@require_safe
def month(request: Any) -> HttpResponse:
    """A month by agent, and how far its sample is."""
    by, at = request.actor, now()
    with scope(by):
        day = _month(request.GET.get("month", ""))
        store, this = by.store_id or by.store_ids[0], day_of(at).replace(day=1)
        samples = queries.samples(by, store, day, at) if by.may("audits.all") else []
        facts = {
            "month": day, "earlier": add_months(day, -1), "later": add_months(day, 1) if day < this else None,
            "figures": queries.figures(by, day), "samples": [(title(one.rule), one) for one in samples],
            "may_draw": by.may("audits.draw"), "whole": by.may("audits.all"),
        }  # fmt: skip
        return render(request, "audits/month.html", facts)


@require_POST
def draw(request: Any) -> HttpResponse:
    """Draw what is missing to the policy's shares."""
    by, day = request.actor, _month(request.POST.get("month", ""))
    count = actions.draw(by, by.store_id or by.store_ids[0], day, at=now())
    said = ngettext("%(count)s call drawn.", "%(count)s calls drawn.", count) % {"count": count}
    toast_after_redirect(request, said if count else _("The sample is complete; nothing was added."))
    return HttpResponseRedirect(f"{reverse('audits:month')}?month={day:%Y-%m}")


@require_safe
def cards_page(request: Any) -> HttpResponse:
    """Every score sheet in force."""
    by = request.actor
    by.require("audits.all")
    with scope(by):
        found = cards.in_force(by, ["", *RULES], now())
    own = [(rule, title(rule), row) for rule, row in found.items() if rule and row.rule == rule]
    others = [(rule, title(rule)) for rule, row in found.items() if rule and row.rule != rule]
    return render(request, "audits/cards.html", {"general": found[""], "own": own, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Any, rule: str) -> HttpResponse:
    """One score sheet; saving makes a new version."""
    by, code, wrong = request.actor, "" if rule == GENERAL else rule, ""
    if code and code not in RULES:
        raise Http404
    by.require("audits.all")
    given = _given(request.POST)
    if request.method == "POST":
        mark = request.POST.get("pass_mark", "")
        try:
            row = actions.save_card(by, code, given, int(mark) if mark.isascii() and mark.isdigit() else 0, at=now())
        except Refused as refused:
            wrong = say(refused)
        else:
            toast_after_redirect(request, _("Version %(number)s is used from now on.") % {"number": row.number})
            return HttpResponseRedirect(request.path)
    with scope(by):
        found = cards.in_force(by, [code], now())[code]
        lines = given or criteria(found.criteria)
        facts = {
            "rule": rule, "title": title(code) if code else _("All other rules"), "card": found, "wrong": wrong,
            "lines": [*lines, *[Criterion("", "", 10)] * SPARE], "versions": cards.versions(by, code),
            "own": found.rule == code, "may_edit": by.may("audits.cards"),
            "pass_mark": request.POST.get("pass_mark", found.pass_mark),
        }  # fmt: skip
        return render(request, "audits/card.html", facts, status=422 if wrong else 200)


def _given(post: Any) -> list[Criterion]:
    """The lines as typed; an unchanged shipped line keeps its translation, a new one gets a key of its own."""
    rows = zip(post.getlist("key"), post.getlist("label"), post.getlist("weight"), strict=False)
    must, found = set(post.getlist("must")), []
    for place, (key, words_, weight) in enumerate(rows, 1):
        shipped = Criterion(key, "", 1)
        label_ = "" if key and shipped.words == words_ and shipped.words != key else words_.strip()[:120]
        if label_ or (key and shipped.words == words_ != key):
            number = int(weight) if weight.isascii() and weight.isdigit() else 0
            found.append(Criterion(key[:20] or f"own{place}", label_, number, str(place) in must))
    return found
