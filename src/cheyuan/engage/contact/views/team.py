"""Sharing out the work, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.accounts.roles import SKILLS, words_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact import queries
from cheyuan.engage.contact.telling import title
from cheyuan.engage.contact.views.bookings import read_day
from cheyuan.engage.contact.views.passing import way_back
from cheyuan.kernel.clock import day_of, now

ROLES = ("care_agent", "care_manager", "sales_consultant", "service_advisor")


@require_safe
def team(request: Any) -> HttpResponse:
    """Who is here, how much each carries, and what nobody has yet."""
    by, at = request.actor, now()
    by.require("care.tasks.assign")
    people, loads = colleagues(by, day_of(at), roles=ROLES), care.loads(by, day_of(at))
    late = queries.late_by_person(by, at)
    most = max([*loads.values(), 1])
    rows = [
        {
            "one": one, "load": loads.get(one.id, 0), "late": late.get(one.id, 0),
            "share": 100 * loads.get(one.id, 0) / most, "deputy": people.get(one.deputy_id or 0),
            "role": words_of(frozenset(one.roles)), "skills": ", ".join(str(SKILLS.get(name, name)) for name in one.skills),
        }
        for one in people.values()
    ]  # fmt: skip
    free = queries.unassigned(by, at)
    found = {
        "rows": rows, "free": free, "free_count": sum(count for _rule, count in free),
        "free_words": [(title(rule), count) for rule, count in free],
    }  # fmt: skip
    return render(request, "contact/team.html", found)


@require_POST
def spread(request: Any) -> HttpResponse:
    """Give out evenly what nobody has."""
    at = now()
    moved = care.spread(request.actor, at=at)
    said = ngettext("%(count)s task shared out.", "%(count)s tasks shared out.", len(moved)) % {"count": len(moved)}
    toast_after_redirect(request, said, undo=way_back(moved, at))
    return HttpResponseRedirect(reverse("contact:team"))


@require_POST
def hand_over(request: Any, account_id: int) -> HttpResponse:
    """All open tasks of one colleague to another, or back to the team."""
    to, at = request.POST.get("to", ""), now()
    with scope(request.actor):
        ids = queries.ids_of_person(request.actor, account_id, at)
    moved = care.assign(request.actor, ids, int(to) if to.isdigit() else None, at=at)
    said = ngettext("%(count)s task passed on.", "%(count)s tasks passed on.", len(moved)) % {"count": len(moved)}
    toast_after_redirect(request, said, undo=way_back(moved, at))
    return HttpResponseRedirect(reverse("contact:team"))


@require_safe
def results(request: Any) -> HttpResponse:
    """A day's calls per colleague; yesterday first."""
    by, today = request.actor, day_of(now())
    by.require("care.tasks.view")
    day = read_day(request.GET.get("day", ""), today - timedelta(days=1))
    rows = queries.results(by, day, everyone=True)
    found = {
        "rows": rows, "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1), "today": today,
        "whole": by.may("contact.team"), "attempts": sum(one.attempts for one in rows),
        "reached": sum(one.reached for one in rows), "booked": sum(one.booked for one in rows),
    }  # fmt: skip
    found["share"] = found["reached"] / found["attempts"] if found["attempts"] else None
    return render(request, "contact/results.html", found)
