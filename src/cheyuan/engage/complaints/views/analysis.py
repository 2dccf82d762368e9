"""The week in figures: causes, trend, departments, people, what is improved; prints as a report."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.complaints import actions, forms, picture, words
from cheyuan.engage.complaints.queries import analysis as figures
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused

EARLIEST = date(2000, 1, 3)


def _monday(request: Any) -> date:
    """The week asked for; this one when it cannot be read or is still to come."""
    this = figures.monday_of(day_of(now()))
    try:
        asked = figures.monday_of(date.fromisoformat(request.GET.get("week", "")))
    except (ValueError, OverflowError):
        return this
    return asked if EARLIEST <= asked <= this else this


@require_http_methods(["GET", "HEAD", "POST"])
def analysis(request: Any) -> HttpResponse:
    """The analysis; a POST adds an improvement to the week shown."""
    by, monday = request.actor, _monday(request)
    by.require("complaints.analysis")
    with scope(by):
        staff = forms.people(by, now()) if by.may("complaints.improve") else []
    first = {"due_on": day_of(now()) + timedelta(days=7)}
    form = forms.Improve(request.POST or None, staff=staff, initial=first)
    if request.method == "POST":
        by.require("complaints.improve")
        if form.is_valid() and _improved(form, by, monday):
            toast_after_redirect(request, _("Improvement decided."))
            return HttpResponseRedirect(f"{reverse('complaints:analysis')}?week={monday}#improvements")
    with scope(by):
        return render(
            request, "complaints/analysis.html", _facts(by, monday, form), status=422 if form.is_bound else 200
        )


def _improved(form: forms.Improve, by: Actor, monday: date) -> bool:
    try:
        actions.improve(by, by.store_id or by.store_ids[0], week=monday, at=now(), **form.cleaned_data)
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return False
    return True


def _facts(by: Actor, monday: date, form: forms.Improve) -> dict[str, Any]:
    found = figures.analysis(by, monday)
    last = figures.monday_of(day_of(now()))
    names = store_names(by.store_ids)
    return {
        "found": found, "monday": monday, "sunday": monday + timedelta(days=6), "stores": _(", ").join(names.values()),
        "at": now(), "earlier": monday - timedelta(days=7), "later": monday + timedelta(days=7) if monday < last else None,
        "causes": [(words.KINDS[one.kind], one) for one in found.causes], "top": _top(found.causes),
        "departments": [(words.DEPARTMENTS[one.key], one) for one in found.departments],
        "people": [(one.key or _("nobody yet"), one) for one in found.people],
        "pareto": picture.pareto(found.causes), "trend": picture.trend(found.weeks), "form": form,
        "improvements": [(words.KINDS[one.kind], one) for one in figures.improvements(by, monday)],
        "may_improve": by.may("complaints.improve"), "me": by.account_id,
    }  # fmt: skip


def _top(causes: list[figures.Cause]) -> str:
    """The first causes that make up most of it, in one sentence."""
    if not causes:
        return _("No complaint was received in this week.")
    most = next(place for place, one in enumerate(causes, 1) if one.together >= 0.6)
    if most > 3:
        return _("No cause stands out in this week.")
    named = _(", ").join(str(words.KINDS[one.kind]) for one in causes[:most])
    return _("%(named)s make up %(share)s%% of the complaints.") % {
        "named": named, "share": round(100 * causes[most - 1].together),
    }  # fmt: skip


@require_POST
def finish(request: Any, improvement_id: int) -> HttpResponse:
    """Done; ``open=1`` takes it back."""
    done = not request.GET.get("open")
    row = actions.finish(request.actor, improvement_id, done=done, at=now())
    here = reverse("complaints:finish", args=[improvement_id])
    if not done and request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    toast_after_redirect(request, _("Done.") if done else _("Taken back."), undo=f"{here}?open=1" if done else "")
    back = reverse("complaints:analysis") if request.actor.may("complaints.analysis") else reverse("complaints:list")
    return HttpResponseRedirect(f"{back}?week={row.week}#improvements")
