"""The first page of surveys: CSI and NPS by month, store, advisor and question, each figure open to its answers."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheyuan.engage.surveys import picture, queries
from cheyuan.engage.surveys.queries import results as figures
from cheyuan.engage.surveys.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

BACK = 180
"""Days that are shown when nobody asks for others."""


def _day(typed: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return otherwise
    return found if 2000 <= found.year <= 2100 else otherwise


def wish_of(request: Any) -> figures.Wish:
    """The time and survey that the address asks for; half a year, whole months, without."""
    today = day_of(now())
    since = (today - timedelta(days=BACK)).replace(day=1)
    one = request.GET.get("survey", "")
    return figures.Wish(
        _day(request.GET.get("since", ""), since), _day(request.GET.get("until", ""), today),
        int(one) if one.isascii() and one.isdecimal() and len(one) < 10 else 0,
    )  # fmt: skip


@require_safe
def home(request: Any) -> HttpResponse:
    """The results; who may not see them all gets the list of their own answers."""
    by: Actor = request.actor
    by.require("surveys.view")
    if not sees_all(by):
        return HttpResponseRedirect(reverse("surveys:list"))
    wish = wish_of(request)
    found = figures.results(by, wish)
    facts = {
        "found": found, "wish": wish, "sentence": _sentence(found), "titles": queries.titles(),
        "open": queries.open_questions(by, now()), "month": picture.by_month(found.months),
        "people": picture.by_advisor(found.advisors), "may_edit": by.may("surveys.edit"),
        "answers": _to(wish), "stores": [(one, _to(wish, store=one.key)) for one in found.stores],
        "advisors": [(one, _to(wish, advisor=one.key)) for one in found.advisors],
        "months": [(one, _to(wish, day_from=one.key, day_to=_end(one.key))) for one in reversed(found.months)],
    }  # fmt: skip
    return render(request, "surveys/results.html", facts)


def _end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _to(wish: figures.Wish, **more: Any) -> str:
    """The list of the answers behind a figure."""
    fields = {"tab": "all", "day_from": wish.since, "day_to": wish.until, **more}
    if wish.survey_id:
        fields["survey"] = wish.survey_id
    return f"{reverse('surveys:list')}?{urlencode(fields)}"


def _sentence(found: figures.Results) -> str:
    """What the figures say, in one sentence."""
    if not found.whole.count:
        return _("Nobody has answered in this time.")
    best = max((one for one in found.advisors if one.csi is not None), key=lambda one: one.csi or 0, default=None)
    if len(found.months) > 1 and found.months[-1].csi is not None and found.months[-2].csi is not None:
        gap = (found.months[-1].csi - found.months[-2].csi) / 100
        if abs(gap) >= 0.1:
            words = _("CSI rose by %(gap)s this month.") if gap > 0 else _("CSI fell by %(gap)s this month.")
            return words % {"gap": f"{abs(gap):.1f}"}
    return _("%(name)s has the best marks.") % {"name": best.label} if best else _("CSI is steady.")
