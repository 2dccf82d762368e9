"""The first page of the morning: a sentence, three numbers, the line of the day, then the work in order."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui import human, nav
from cheyuan.faces.desk import today_agent, today_manager
from cheyuan.faces.desk.old_days import spoken
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.calendar import lunar, solar_term
from cheyuan.kernel.clock import day_of, now


@require_safe
def today(request: Any) -> HttpResponse:
    """Fitted to the role: who calls, who leads, who receives; everybody else is shown where their work is."""
    by, at = request.actor, now()
    leads, calls = by.may("care.tasks.assign"), by.may("care.tasks.work")
    chosen = request.GET.get("as", "")
    view = "manager" if leads and chosen != "agent" else "agent" if calls else "other"
    found: dict[str, Any] = {
        "view": view, "both": leads and calls, "hello": greeting(by, at), "dateline": dateline(by, at), "at": at,
        "rooms": [link for link in nav.links(by, "") if not link.foot and link.key != "today"],
    }  # fmt: skip
    load = {"manager": today_manager.load, "agent": today_agent.load, "other": today_agent.receiving}[view]
    return render(request, "desk/today.html", {**found, **load(by, at)})


def greeting(by: Actor, at: Any) -> str:
    """Good morning with the name."""
    hour = human.local(at).hour
    words = {"name": by.name}
    if hour < 5 or hour >= 18:
        return _("Good evening, %(name)s.") % words
    if hour < 11:
        return _("Good morning, %(name)s.") % words
    return (_("Good day, %(name)s.") if hour < 13 else _("Good afternoon, %(name)s.")) % words


def dateline(by: Actor, at: Any) -> str:
    """Day, weekday, solar term or lunar festival when one is near, store."""
    day = day_of(at)
    parts = [human.month_and_day(day), str(human.WEEKDAYS[day.weekday()])]
    tomorrow = day.fromordinal(day.toordinal() + 1)
    if term := solar_term(day):
        parts.append(spoken(term))
    elif term := solar_term(tomorrow):
        parts.append(_("%(term)s tomorrow") % {"term": spoken(term)})
    parts += [spoken(one) for one in lunar(day).festivals[:1]]
    names = store_names(by.store_ids[:1])
    parts += [_("all stores")] if len(by.store_ids) > 1 else list(names.values())
    return _(", ").join(parts)
