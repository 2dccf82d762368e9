"""Scores as pages: why a car is a candidate, how well the model does, list prices, signs noted on a customer's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.jobs import actions as work
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.insight.scores import actions, chart, forms, jobs, queries, words
from cheyuan.insight.scores.models import TradeIn
from cheyuan.insight.scores.reasons import spoken
from cheyuan.kernel import dates
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

STEP = 200


def _facts(by: Actor, one: TradeIn) -> dict[str, Any]:
    return {
        "one": one, "stay": queries.stay(by, one.vehicle_id), "history": queries.history(by, one.vehicle_id),
        "reasons": [(each["points"], said) for each in one.reasons if (said := spoken(each))],
    }  # fmt: skip


@require_safe
def page(request: Any, score_id: int) -> HttpResponse:
    """Why a car has its score, and how it came about."""
    with scope(request.actor):
        return render(request, "scores/page.html", _facts(request.actor, queries.trade_in(request.actor, score_id)))


@require_safe
def sheet(request: Any, score_id: int) -> HttpResponse:
    """The same beside the list."""
    with scope(request.actor):
        return render(request, "scores/sheet.html", _facts(request.actor, queries.trade_in(request.actor, score_id)))


@require_safe
def calibration(request: Any) -> HttpResponse:
    """The versions of the value model: what it expected of days held out, and what came."""
    by = request.actor
    with scope(by):
        found = queries.fits(by)
        newest = found[0] if found else None
        facts = {
            "newest": newest, "fits": found, "bins": chart.bins(newest.tested) if newest and newest.tested else None,
            "may_reckon": bool(by.store_id), "several": len(by.store_ids) > 1,
            "visits": [round(newest.tested[name]) for name in ("expected", "made")] if newest and newest.tested else [],
        }  # fmt: skip
        return render(request, "scores/calibration.html", facts)


@require_POST
def reckon(request: Any) -> HttpResponse:
    """Reckon the scores of the store now, as work in the background."""
    by = request.actor
    by.require("scores.manage")
    if not by.store_id:
        raise Refused("store_needed")
    day = day_of(now()).isoformat()
    work.start(by, jobs.NAME, day, {"store_id": by.store_id, "as_of": day}, at=now(), store_id=by.store_id)
    toast_after_redirect(request, _("The scores are being reckoned."))
    return HttpResponseRedirect(reverse("scores:calibration"))


@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: Any) -> HttpResponse:
    """The list prices, and the form for one more."""
    by = request.actor
    by.require("scores.manage")
    data = request.POST if request.method == "POST" else None
    form = forms.Price(data)
    if data is not None and form.is_valid():
        if not by.store_id:
            raise Refused("store_needed")
        values = form.cleaned_data
        actions.set_price(
            by, by.store_id, brand=values["brand"], model=values["model"], trim=values["trim"], price_fen=values["yuan"],
            at=now(),
        )  # fmt: skip
        toast_after_redirect(request, _("The price is noted."))
        return HttpResponseRedirect(reverse("scores:prices"))
    with scope(by):
        facts = {"rows": list(queries.prices(by)[:STEP]), "form": form, "may": bool(by.store_id)}
        return render(request, "scores/prices.html", facts, status=422 if data is not None else 200)


@require_POST
def take_prices(request: Any) -> HttpResponse:
    """Take over the prices of imported catalogues."""
    by = request.actor
    by.require("scores.manage")
    if not by.store_id:
        raise Refused("store_needed")
    count = actions.take_prices(by, by.store_id, at=now())
    said = ngettext("%(count)s price taken over.", "%(count)s prices taken over.", count) % {"count": count}
    toast_after_redirect(request, said)
    return HttpResponseRedirect(reverse("scores:prices"))


@require_POST
def remove_price(request: Any, price_id: int) -> HttpResponse:
    """A list price goes."""
    actions.remove_price(request.actor, price_id, at=now())
    toast_after_redirect(request, _("The price is removed."))
    return HttpResponseRedirect(reverse("scores:prices"))


@require_POST
def note_sign(request: Any, customer_id: int) -> HttpResponse:
    """A sign noted on the customer's page; what is refused is said there, and what was typed stays."""
    at = now()
    typed = request.POST.get("seen_on", "")
    try:
        seen_on = dates.read(typed) if typed else day_of(at)
    except Refused:
        raise Refused("sign_day", field="seen_on") from None
    kind = request.POST.get("kind", "")
    words_typed = request.POST.get("note", "")[:200]
    sign = actions.note_sign(request.actor, customer_id, kind, seen_on=seen_on, at=at, words=words_typed)
    said = _("Noted: %(sign)s. It counts from the next reckoning on.") % {"sign": words.sign(sign.kind)}
    toast_after_redirect(request, said, undo=reverse("scores:undo_sign", args=[sign.pk]))
    place = reverse("customers:page", args=[customer_id])
    return HttpResponse(headers={"HX-Redirect": place}) if request.htmx else HttpResponseRedirect(place)


@require_POST
def undo_sign(request: Any, sign_id: int) -> HttpResponse:
    """Take a sign back."""
    sign = actions.undo_sign(request.actor, sign_id, at=now())
    toast_after_redirect(request, _("Taken back."))
    return HttpResponseRedirect(reverse("customers:page", args=[sign.customer_id]))
