"""All mailings, one mailing with its letters and results, who is left out and why."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cheyuan.base.jobs import queries as jobs
from cheyuan.base.jobs.run import OPEN
from cheyuan.base.jobs.shown import row as shown_work
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import forms, queries, words
from cheyuan.engage.letters.audience import Audience, audience
from cheyuan.engage.letters.models import Mailing
from cheyuan.engage.letters.moves import DRAFT, MADE, MAKING, POSTED
from cheyuan.engage.letters.queries.mailings import is_own
from cheyuan.engage.letters.sizes import ENVELOPES, PAPERS
from cheyuan.engage.surveys import queries as surveys
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing
from cheyuan.records.customers import queries as customers

SHOWN, EACH = 100, 50


@require_safe
def home(request: Any) -> HttpResponse:
    """The mailings, the newest first, with what became of them."""
    by: Actor = request.actor
    with scope(by):
        rows = list(queries.mailings(by).select_related("store").order_by("-created_at", "-pk")[:SHOWN])
        found = queries.results(by, [one.pk for one in rows])
        facts = {
            "rows": [(one, words.STATES[one.state], words.MARKS[one.state], found.get(one.pk)) for one in rows],
            "many": len(by.store_ids) > 1, "may_make": by.may("letters.make"), "may_return": by.may("letters.return"),
        }  # fmt: skip
        return render(request, "letters/home.html", facts)


@require_safe
def page(request: Any, mailing_id: int) -> HttpResponse:
    """One mailing."""
    return shown(request, mailing_id)


def shown(request: Any, mailing_id: int, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of a mailing, with forms as they were filled in."""
    by: Actor = request.actor
    with scope(by):
        one = queries.mailing(by, mailing_id)
        facts = _facts(request, by, one) | bound
        return render(request, "letters/page.html", facts, status=status)


def _facts(request: Any, by: Actor, one: Mailing) -> dict[str, Any]:
    at = now()
    judged = audience(by, one.store_id, one.audience, one.purpose, queries.most(one.store_id), at=at) if (
        one.state == DRAFT) else None  # fmt: skip
    refused = queries.refused_since(by, one, at=at) if one.state == MADE else []
    return {
        "one": one, "state": words.STATES[one.state], "mark": words.MARKS[one.state], "may_make": by.may("letters.make"),
        "result": queries.results(by, [one.pk]).get(one.pk), "paper": PAPERS[one.paper].label,
        "envelope": ENVELOPES[one.envelope].label, "kind": words.KINDS[one.kind], "purpose": words.PURPOSES[one.purpose],
        "survey": _survey(by, one), "audience": judged, "total": len(judged.ids) if judged else one.count,
        "left": _left(judged.counts if judged else one.left), "refused": refused, "work": _work(by, one),
        "packages": [
            (each, words.PACKAGES[each.state], words.PACKAGE_MARKS[each.state],
             each.state == "approved" and is_own(by, each) and (each.expires_at is None or at < each.expires_at))
            for each in queries.packages(one)
        ] if one.state != DRAFT else [],
        "asking": forms.ReasonForm(), "posting": forms.PostForm(initial={"day": day_of(at)}),
        "is_draft": one.state == DRAFT, "is_making": one.state == MAKING, "is_made": one.state == MADE,
        "is_posted": one.state == POSTED, "place": 1, **_letters(request, by, one),
    }  # fmt: skip


def _survey(by: Actor, one: Mailing) -> Any:
    if not one.survey_code or not by.may("surveys.view"):
        return None
    try:
        return surveys.survey(by, one.survey_code)
    except Missing:
        return None


def _work(by: Actor, one: Mailing) -> Any:
    if one.state != MAKING or not one.work_id:
        return None
    try:
        found = jobs.one(by, one.work_id)
    except Missing:
        return None
    return {"row": shown_work(found, by), "open": found.state in OPEN}


def _left(counts: dict[str, int]) -> list[tuple[str, object, int]]:
    """Why, in words, and how many; the most frequent first."""
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    return [(code, words.WHY.get(code, code), count) for code, count in ordered]


def _letters(request: Any, by: Actor, one: Mailing) -> dict[str, Any]:
    """A page of its letters; by what became of them."""
    wish, typed = request.GET.get("state", ""), request.GET.get("after", "")
    after = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0
    rows = queries.letters(by).filter(mailing_id=one.pk, place__gt=after).select_related("customer", "invitation")
    if wish == "replied":
        rows = rows.filter(invitation__state="answered")
    elif wish in words.LETTER_STATES:
        rows = rows.filter(state=wish)
    found = list(rows.order_by("place")[: EACH + 1]) if one.state != DRAFT else []
    lines = []
    for each in found[:EACH]:
        replied = each.invitation is not None and each.invitation.state == "answered" and each.state != "stopped"
        state = "replied" if replied and each.state == "posted" else each.state
        lines.append((each, words.LETTER_STATES[state], words.LETTER_MARKS[state], words.WHY.get(each.code, "")))
    views = [("", None), *((key, words.LETTER_STATES[key]) for key in ("replied", "returned", "stopped"))]
    return {"letters": lines, "wish": wish, "after": found[EACH - 1].place if len(found) > EACH else 0, "states": views}


@require_safe
def left(request: Any, mailing_id: int) -> HttpResponse:
    """Who gets none, by name, and why: of a draft as it is now."""
    by: Actor = request.actor
    with scope(by):
        one = queries.mailing(by, mailing_id)
        judged = audience(by, one.store_id, one.audience, one.purpose, queries.most(one.store_id), at=now())
        why = request.GET.get("why", "")
        facts = {"one": one, "left": _left(judged.counts), "why": why, "rows": _named(by, judged, why)}
        return render(request, "letters/left.html", facts)


def _named(by: Actor, judged: Audience, why: str) -> list[tuple[Any, object]]:
    ids = [pk for pk, code in judged.left.items() if not why or code == why][:200]
    rows = {row.pk: row for row in customers.listed(by).filter(pk__in=ids)}
    return [(rows[pk], words.WHY.get(judged.left[pk], judged.left[pk])) for pk in ids if pk in rows]


@require_safe
def package(request: Any, package_id: int) -> HttpResponse:
    """Where a package is at home: on its mailing's page."""
    with scope(request.actor):
        found = queries.package(request.actor, package_id)
    return redirect(f"{reverse('letters:page', args=[found.mailing_id])}#packages")
