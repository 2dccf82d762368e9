"""Changing a car's file: forms in a page of their own, each one action; the way back in the toast."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import actions, forms, queries, undoing
from cheyuan.records.vehicles.models import Vehicle

BOTH = ["GET", "HEAD", "POST"]


def done(form: django_forms.Form, act: Callable[[], Any]) -> Any:
    """What the action answered; None when a rule refused, whose words then stand at their field."""
    try:
        return act()
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", "")) or refused.code.partition("_")[0]
        form.add_error(field if field in form.fields else None, say(refused))
        return None


def _car(request: Any, vehicle_id: int) -> Vehicle:
    with scope(request.actor):
        return queries.vehicle(request.actor, vehicle_id)


def _back(vehicle_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("vehicles:page", args=[vehicle_id]))


def _ask(request: Any, car: Vehicle | None, form: django_forms.Form, title: str, **more: Any) -> HttpResponse:
    facts = {"car": car, "form": form, "title": title, **more}
    with scope(request.actor):
        return render(request, "vehicles/form.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(BOTH)
def edit(request: Any, vehicle_id: int) -> HttpResponse:
    """What the car is."""
    request.actor.require("vehicles.edit")
    car = _car(request, vehicle_id)
    form = forms.Identity.of(car, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        former = {name: getattr(car, name) for name, value in values.items() if getattr(car, name) != value}
        if done(form, lambda: actions.edit(request.actor, vehicle_id, at=now(), **values)):
            undo = reverse("vehicles:undo", args=[vehicle_id, undoing.token(former)]) if former else ""
            toast_after_redirect(request, _("Saved."), undo=undo)
            return _back(vehicle_id)
    return _ask(request, car, form, _("Edit car"))


@require_POST
def undo(request: Any, vehicle_id: int, token: str) -> HttpResponse:
    """The former values come back."""
    actions.edit(request.actor, vehicle_id, at=now(), **undoing.opened(token))
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")


@require_http_methods(BOTH)
def create(request: Any) -> HttpResponse:
    """Open a car's file, for an owner (``?owner=``) or for nobody yet."""
    by = request.actor
    by.require("vehicles.edit")
    number = request.GET.get("owner", "")
    with scope(by):
        owner = customers.customer(by, int(number)) if number.isascii() and number.isdecimal() else None
    form = forms.New(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        vin, store = values.pop("vin"), owner.store_id if owner else by.store_id or by.store_ids[0]
        own = owner.pk if owner else None
        row = done(form, lambda: actions.create(by, store, vin, at=now(), owner_id=own, **values))
        if row:
            doubt = _("The check digit of the VIN does not fit; please look at it once more.")
            words = doubt if row.vin_warning else _("File opened.")
            toast_after_redirect(request, words, kind="now" if row.vin_warning else "well")
            return _back(row.pk)
    return _ask(request, None, form, _("New car"), owner=owner)


@require_http_methods(BOTH)
def reading(request: Any, vehicle_id: int) -> HttpResponse:
    """One more odometer reading (PPL-03)."""
    request.actor.require("vehicles.reading")
    car = _car(request, vehicle_id)
    form = forms.Reading(request.POST or None, initial={"read_on": day_of(now())})
    if request.method == "POST" and form.is_valid():
        row = done(form, lambda: actions.add_reading(request.actor, vehicle_id, at=now(), **form.cleaned_data))
        if row:
            undo = reverse("vehicles:reading_remove", args=[vehicle_id, row.pk])
            toast_after_redirect(request, _("Reading written down."), undo=undo)
            return _back(vehicle_id)
    may_correct = request.actor.may("vehicles.correct")
    return _ask(request, car, form, _("Odometer reading"), unit_of="km", may_correct=may_correct)


@require_POST
def remove_reading(request: Any, vehicle_id: int, reading_id: int) -> HttpResponse:
    """Take back the reading that was just written."""
    actions.remove_reading(request.actor, reading_id, at=now())
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")


@require_http_methods(BOTH)
def correct(request: Any, vehicle_id: int) -> HttpResponse:
    """A manager starts the series anew, with a reason."""
    request.actor.require("vehicles.correct")
    car = _car(request, vehicle_id)
    form = forms.Correction(request.POST or None, initial={"read_on": day_of(now())})
    if request.method == "POST" and form.is_valid():
        row = done(form, lambda: actions.correct_reading(request.actor, vehicle_id, at=now(), **form.cleaned_data))
        if row:
            undo = reverse("vehicles:reading_remove", args=[vehicle_id, row.pk])
            toast_after_redirect(request, _("Corrected. The series starts anew from that day."), undo=undo)
            return _back(vehicle_id)
    return _ask(request, car, form, _("Correct the odometer"), unit_of="km")


@require_http_methods(BOTH)
def insurance(request: Any, vehicle_id: int) -> HttpResponse:
    """One more insurance policy."""
    request.actor.require("vehicles.edit")
    car = _car(request, vehicle_id)
    form = forms.Insurance(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["premium_fen"] = values.pop("premium")
        if done(form, lambda: actions.add_insurance(request.actor, vehicle_id, at=now(), **values)):
            toast_after_redirect(request, _("Policy written down."))
            return _back(vehicle_id)
    return _ask(request, car, form, _("Insurance policy"))


@require_http_methods(BOTH)
def sold(request: Any, vehicle_id: int) -> HttpResponse:
    """The owner has sold the car."""
    request.actor.require("vehicles.edit")
    car = _car(request, vehicle_id)
    form = forms.Sold(request.POST or None, initial={"sold_on": day_of(now())})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["sold_on"]
        if day > day_of(now()):
            form.add_error("sold_on", _("This day is still to come."))
        elif done(form, lambda: actions.mark_sold(request.actor, vehicle_id, sold_on=day, at=now())):
            undo = reverse("vehicles:unsold", args=[vehicle_id])
            toast_after_redirect(request, _("Marked as sold; the plan leaves it alone."), undo=undo)
            return _back(vehicle_id)
    return _ask(request, car, form, _("Sold by its owner"))


@require_POST
def unsold(request: Any, vehicle_id: int) -> HttpResponse:
    """The car is its owner's again."""
    actions.mark_unsold(request.actor, vehicle_id, at=now())
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    return _back(vehicle_id)
