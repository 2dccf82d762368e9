"""One entry of the calendar: its words in two languages, its day, its people, and what would happen."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.tenancy.queries import store_of as one_store
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.greetings import actions, audience, queries, words
from cheyuan.engage.greetings.greeting import OWN, Greeting, changed, sample
from cheyuan.engage.greetings.reading import given_of
from cheyuan.engage.greetings.shown import months, picks, places, places_of, rule_words
from cheyuan.engage.greetings.views.calendar import store_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.almanac import DayRule, occurrences
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

EMPTY = Greeting(f"{OWN}0", "own", "", DayRule("sun", 12, 25), "{title}，{store}", "", True)
AHEAD = timedelta(days=5 * 366)


def _facts(
    by: Actor, one: Greeting, typed: Mapping[str, str] | None = None, wrong: Refused | None = None
) -> dict[str, Any]:
    new = one.code == EMPTY.code
    store = one_store(by, store_of(by))
    today = day_of(now())
    days = [day for _year, day in occurrences(one.rule, today, today + AHEAD)][:5] if one.rule else []
    return {
        "one": one, "new": new, "kind": words.KINDS[one.kind], "days": days, "rule_words": rule_words(one.rule),
        "places": places_of(one), "may_edit": by.may("greetings.edit"), "whom": list(words.WHOM.items()),
        "wrong": say(wrong) if wrong else "", "field": str(wrong.facts.get("field", "")) if wrong else "",
        "typed": {**_typed(one), **(typed or {})}, "picks": picks(), "months": months(), "rule": one.rule,
        "sample": sample(one, "zh-hans", store.name, store.phone), "sample_en": sample(one, "en", store.name, store.phone),
        "waves": [] if new else list(queries.waves(by).filter(store_id=store.pk, code=one.code).order_by("-day")[:10]),
        "versions": [] if new else queries.versions(by, store.pk, one.code),
        "preview": reverse("greetings:preview_new") if new else reverse("greetings:preview", args=[one.code]),
        "cities": places(),
    }  # fmt: skip


def _typed(one: Greeting) -> dict[str, str]:
    names = ("title", "zh", "en", "whom", "brand", "model", "city")
    ages = {name: str(getattr(one, name) or "") for name in ("age_from", "age_until")}
    return {name: getattr(one, name) for name in names} | ages


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Any, entry: str) -> HttpResponse:
    """Look at it, change it."""
    by = request.actor
    if request.method == "POST":
        return _save(request, by, entry)
    with scope(by):
        return render(request, "greetings/entry.html", _facts(by, queries.greeting(by, store_of(by), entry)))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """One of the store's own."""
    by = request.actor
    by.require("greetings.edit")
    if request.method == "POST":
        return _save(request, by, "")
    with scope(by):
        return render(request, "greetings/entry.html", _facts(by, EMPTY))


def _save(request: Any, by: Actor, entry: str) -> HttpResponse:
    given, version = given_of(request.POST), request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() else None
    try:
        if entry:
            made = actions.change(by, store_of(by), entry, given, at=now(), version=seen)
        else:
            made = actions.add(by, store_of(by), given, at=now())
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        with scope(by):
            one = queries.greeting(by, store_of(by), entry) if entry else EMPTY
            facts = _facts(by, one, request.POST.dict(), refused)
            return render(request, "greetings/entry.html", facts, status=refused.status)
    toast_after_redirect(request, _("Saved. It holds from now on; what was said before stays in the history."))
    return HttpResponseRedirect(reverse("greetings:entry", args=[made.code]))


@require_safe
def preview(request: Any, entry: str) -> HttpResponse:
    """What the words typed so far would do on the next day, and how they read."""
    by = request.actor
    with scope(by):
        return _preview(request, by, queries.greeting(by, store_of(by), entry))


@require_safe
def preview_new(request: Any) -> HttpResponse:
    """The same for one that is not kept yet."""
    request.actor.require("greetings.edit")
    with scope(request.actor):
        return _preview(request, request.actor, EMPTY)


def _preview(request: Any, by: Actor, one: Greeting) -> HttpResponse:
    store, at = one_store(by, store_of(by)), now()
    try:
        wanted = changed(one, given_of(request.GET)) if "zh" in request.GET else one
    except Refused as refused:
        return render(request, "greetings/_preview.html", {"trouble": say(refused)})
    day = _next(wanted, day_of(at))
    seen = audience.preview(by, actions.asked_on(wanted, store, day, at))
    facts = {
        "seen": seen, "day": day, "back": [(words.BACK.get(code, code), n) for code, n in seen.back.items()],
        "sample": sample(wanted, "zh-hans", store.name, store.phone), "weather": wanted.kind == "weather",
        "sample_en": sample(wanted, "en", store.name, store.phone) if wanted.en else "",
    }  # fmt: skip
    return render(request, "greetings/_preview.html", facts)


def _next(one: Greeting, today: date) -> date:
    """The next day of an entry; today for weather, which asks nobody."""
    if one.rule is None:
        return today
    return next((day for _year, day in occurrences(one.rule, today, today + AHEAD)), today)
