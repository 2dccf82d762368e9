"""First service and interval per kind of car: one table, changed in place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.care import queries, words
from cheyuan.engage.care.actions import intervals as actions
from cheyuan.engage.care.interval_forms import LABELS, IntervalForm
from cheyuan.engage.care.models import Interval
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.records.vehicles.queries import vehicles

SUGGESTED = 300


@require_http_methods(["GET", "HEAD", "POST"])
def intervals(request: Any) -> HttpResponse:
    """The table; what is sent holds from today on."""
    by: Actor = request.actor
    by.require("care.rules.view")
    if request.method != "POST":
        return _page(request, by, IntervalForm(initial=_usual(by)))
    if request.POST.get("do") == "remove":
        return _removed(request, by)
    form = IntervalForm(request.POST)
    if form.is_valid():
        at = now()
        try:
            actions.set_interval(by, **form.cleaned_data, valid_from=day_of(at), at=at)
        except Refused as refused:
            if refused.status != 422:
                raise
            form.add_error(None, say(refused))
        else:
            toast_after_redirect(request, _("Decided. It holds from today on."))
            return redirect("care:intervals")
    with scope(by):
        return _page(request, by, form, status=422)


def _removed(request: Any, by: Actor) -> HttpResponse:
    at = now()
    kind = {name: request.POST.get(name, "") for name in actions.KIND}
    actions.remove_interval(by, **kind, valid_from=day_of(at), at=at)
    toast_after_redirect(request, _("Removed. Such cars follow the next row that fits them, else the store."))
    return redirect("care:intervals")


def _page(request: Any, by: Actor, form: IntervalForm, status: int = 200) -> HttpResponse:
    kinds = set(vehicles(by).order_by().values_list("brand", "model").distinct()[: SUGGESTED * 4])
    facts = {
        "rows": [(row, _kind(row)) for row in queries.intervals(by, day_of(now())) if row.store_id == by.store_id],
        "form": form,
        "labels": LABELS,
        "usual": _usual(by),
        "brands": sorted({brand for brand, _model in kinds if brand})[:SUGGESTED],
        "models": sorted({model for _brand, model in kinds if model})[:SUGGESTED],
        "history": [(row, _kind(row)) for row in queries.interval_history(by)],
        "may_edit": by.may("care.rules.edit") and by.store_id is not None,
        "today": day_of(now()),
    }
    return render(request, "care/intervals.html", facts, status=status)


def _usual(by: Actor) -> dict[str, int]:
    """What holds in the store for every other car."""
    found = values("care.", by.store_id, day_of(now()))
    names = (*actions.VALUES, "first_km_ev", "months_ev", "km_ev")
    return {name: found[f"care.{name}"] for name in names}


def _kind(row: Interval) -> str:
    """Such as 海悦 L5, plug-in hybrid."""
    energy = str(words.ENERGIES[row.energy]) if row.energy else ""
    car = " ".join(part for part in (row.brand, row.model) if part)
    return _(", ").join(part for part in (car, energy) if part)
