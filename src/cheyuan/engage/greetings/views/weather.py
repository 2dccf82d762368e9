"""Weather events: one of them with its results, reporting one by hand with a preview, a file of them, cancelling."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.queries import store_of as one_store
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import human
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.greetings import actions, audience, listing, queries, words
from cheyuan.engage.greetings.actions.weather import HAND
from cheyuan.engage.greetings.models import Event
from cheyuan.engage.greetings.shown import places
from cheyuan.engage.greetings.views.calendar import store_of
from cheyuan.engage.greetings.views.waves import results
from cheyuan.engage.greetings.weather import csvfile
from cheyuan.engage.greetings.weather.csvfile import moment_of
from cheyuan.engage.greetings.weather.reports import Report, checked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, now
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.places import provinces

FAULTS = 20


def _facts(by: Actor, event_id: int, want: str = "") -> dict[str, Any]:
    one = queries.event(by, event_id)
    wave = queries.waves(by).filter(event_id=one.pk).first()
    return {
        "one": one, "name": listing.event_title(one), "state": words.EVENT_STATES[listing.event_state(one)],
        "shape": words.EVENT_SHAPES[listing.event_state(one)], "level": words.LEVELS.get(one.level, one.level),
        "store": one_store(by, one.store_id), "may_cancel": by.may("greetings.warn") and one.state == "active",
        "byhand": one.source == HAND,
        "begins": human.exact(one.valid_from), "ends": human.exact(one.valid_to),
        "result": results(by, wave, want) if wave else None,
    }  # fmt: skip


@require_safe
def page(request: Any, event_id: int) -> HttpResponse:
    """One event."""
    want = request.GET.get("want", "")
    with scope(request.actor):
        facts = _facts(request.actor, event_id, want if want in words.MESSAGES or want in words.BACK else "")
        return render(request, "greetings/event.html", facts)


@require_safe
def sheet(request: Any, event_id: int) -> HttpResponse:
    """The same beside the list."""
    with scope(request.actor):
        return render(request, "greetings/event_sheet.html", _facts(request.actor, event_id))


@require_POST
def cancel(request: Any, event_id: int) -> HttpResponse:
    """It is off."""
    actions.cancel(request.actor, event_id, at=now())
    said = _("The event is cancelled; what still waited was taken back.")
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), said, kind="well")
    toast_after_redirect(request, said)
    return HttpResponseRedirect(reverse("weather:page", args=[event_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """Report one by hand: first what would happen, then the decision."""
    by, given = request.actor, request.POST
    by.require("greetings.warn")
    if request.method != "POST":
        with scope(by):
            return render(request, "greetings/report.html", _form(by, _empty(by)))
    try:
        report = checked(_report(given))
        if given.get("step") == "send":
            return _sent(request, by, actions.enter(by, store_of(by), report, at=now()))
        with scope(by):
            return render(request, "greetings/report.html", {**_form(by, given), **_preview(by, report)})
    except Conflict:
        return HttpResponseRedirect(reverse("weather:list"))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        with scope(by):
            facts = {**_form(by, given), "wrong": say(refused), "field": str(refused.facts.get("field", ""))}
            return render(request, "greetings/report.html", facts, status=422)


def _sent(request: Any, by: Actor, made: Event) -> HttpResponse:
    said = _("Reported. Owners in the region are being told.")
    toast_after_redirect(request, said, undo=reverse("weather:cancel", args=[made.pk]))
    return HttpResponseRedirect(reverse("weather:page", args=[made.pk]))


def _empty(by: Actor) -> dict[str, str]:
    begins = now().astimezone(SHANGHAI).replace(minute=0, second=0, microsecond=0)
    ends = begins + timedelta(hours=24)
    city = one_store(by, store_of(by)).city
    return {"kind": "heavy_rain", "level": "3", "regions": city, "number": f"H{uuid4().hex[:12]}",
            "valid_from": begins.strftime("%Y-%m-%dT%H:%M"), "valid_to": ends.strftime("%Y-%m-%dT%H:%M"),
            "headline": ""}  # fmt: skip


def _form(by: Actor, given: Mapping[str, str]) -> dict[str, Any]:
    names = ("kind", "level", "regions", "number", "valid_from", "valid_to", "headline")
    return {
        "typed": {name: given.get(name, "") for name in names}, "kinds": list(words.WEATHER_KINDS.items()),
        "levels": [(str(number), word) for number, word in words.LEVELS.items()], "regions": [*provinces(), *places()],
        "store": one_store(by, store_of(by)),
    }  # fmt: skip


def _report(given: Mapping[str, str]) -> Report:
    level = given.get("level", "")
    regions = given.get("regions", "").replace("，", ";").replace("、", ";").replace("；", ";").replace(",", ";")
    return Report(
        HAND, given.get("number", ""), given.get("kind", ""), int(level) if level in ("1", "2", "3", "4") else 0,
        tuple(regions.split(";")), moment_of(given.get("valid_from", "")), moment_of(given.get("valid_to", "")),
        given.get("headline", ""),
    )  # fmt: skip


def _preview(by: Actor, report: Report) -> dict[str, Any]:
    """Whom it would reach in this store, or why nobody."""
    at, store = now(), store_of(by)
    one = Event(store_id=store, kind=report.kind, level=report.level, regions=list(report.regions),
                valid_from=report.valid_from, valid_to=report.valid_to)  # fmt: skip
    greeting = queries.greeting(by, store, f"weather_{report.kind}")
    silent = queries.silent(store, one, at, greeting.on and queries.switched_on(store, "weather"))
    if silent:
        return {"silent": words.EVENT_STATES[silent]}
    seen = audience.preview(by, actions.asked_for(by, greeting, one, at))
    return {"seen": seen, "back": [(words.BACK.get(code, code), n) for code, n in seen.back.items()],
            "words": actions.text_of(by, greeting, one)}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Any) -> HttpResponse:
    """A file of events: all of it, or nothing with its faults named."""
    by = request.actor
    by.require("greetings.warn")
    facts: dict[str, Any] = {"columns": csvfile.COLUMNS}
    if request.method == "POST":
        found = request.FILES.get("file")
        try:
            content = found.read(csvfile.MOST_BYTES + 1) if found else b""
            taken = actions.take(by, csvfile.read(content), at=now())
        except Refused as refused:
            if refused.status in (403, 404):
                raise
            named: Any = refused.facts.get("faults", [])
            faults = [(fault.line, say(fault.refused)) for fault in named]
            facts |= {"wrong": say(refused), "faults": faults[:FAULTS], "more": max(0, len(faults) - FAULTS)}
            return render(request, "greetings/upload.html", facts, status=422)
        news = sum(one.outcome != "same" for one in taken)
        said = ngettext("%(count)s event taken over.", "%(count)s events taken over.", news) % {"count": news}
        toast_after_redirect(
            request, said if news else _("Nothing new: every event was known or concerns none of your stores.")
        )
        return HttpResponseRedirect(reverse("weather:list"))
    return render(request, "greetings/upload.html", facts)


@require_safe
def example(request: Any) -> HttpResponse:
    """How the file looks."""
    request.actor.require("greetings.warn")
    day = now().astimezone(SHANGHAI).date().isoformat()
    line = f"gd-weather,GD-0001,heavy_rain,orange,广州;佛山,{day}T08:00,{day}T20:00,广州发布暴雨橙色预警"
    answer = HttpResponse("﻿" + ",".join(csvfile.COLUMNS) + f"\r\n{line}\r\n", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="weather-events.csv"'
    return answer
