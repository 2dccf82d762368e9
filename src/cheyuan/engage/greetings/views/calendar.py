"""The greeting calendar: a year of festivals, solar terms and advice, what is missing, and each with its switch."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy import queries as tenancy
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.engage.greetings import actions, queries, words
from cheyuan.engage.greetings.greeting import Greeting, sample
from cheyuan.engage.greetings.queries import Day, Month
from cheyuan.kernel import calendar
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now


def store_of(by: Actor) -> int:
    """The store whose calendar is shown."""
    return by.store_id or by.store_ids[0]


@require_safe
def page(request: Any) -> HttpResponse:
    """Twelve months from this one."""
    by, today = request.actor, day_of(now())
    with scope(by):
        store = store_of(by)
        months, house = queries.calendar(by, store, today), tenancy.store_of(by, store)
        facts = {
            "months": [_shown(month, house) for month in months], "today": today, "may_edit": by.may("greetings.edit"),
            "off": not queries.switched_on(store, "festival"), "season_off": not queries.switched_on(store, "season"),
            "short": sum(bool(month.short) for month in months), "least": months[0].least,
            "weather": [(one, _said(one, house)) for one in queries.greetings(by, store) if one.kind == "weather"],
        }  # fmt: skip
        return render(request, "greetings/calendar.html", facts)


def _shown(month: Month, house: Any) -> dict[str, Any]:
    return {"month": month, "days": [_row(day, house) for day in month.days], "proposals": month.proposals}


def _said(one: Greeting, house: Any) -> str:
    """The Chinese words as a customer would read them."""
    return sample(one, "zh-hans", house.name, house.phone)


def _row(one: Day, house: Any) -> dict[str, Any]:
    moon = one.greeting.rule is not None and one.greeting.rule.kind == "moon"
    return {
        "one": one, "greeting": one.greeting, "said": _said(one.greeting, house),
        "kind": words.KINDS[one.greeting.kind], "wave": one.wave,
        "lunar": calendar.lunar(one.day).text if moon else "",
        "held": int(one.wave.counts.get("held", 0)) if one.wave else 0,
    }  # fmt: skip


@require_POST
def switch(request: Any, entry: str) -> HttpResponse:
    """On or off in this store."""
    by, on = request.actor, request.POST.get("on", request.GET.get("on")) == "1"
    found = actions.switch(by, store_of(by), entry, on, at=now())
    said = _("“%(title)s” is on.") if found.on else _("“%(title)s” is off.")
    back = f"{reverse('greetings:switch', args=[entry])}?on={int(not on)}"
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), said % {"title": found.title}, kind="well")
    toast_after_redirect(request, said % {"title": found.title}, undo=back)
    return HttpResponseRedirect(f"{reverse('greetings:calendar')}#{entry}")
