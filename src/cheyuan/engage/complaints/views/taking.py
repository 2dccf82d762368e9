"""Taking a new complaint by a short form, the customer found while typing."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.complaints import actions, forms
from cheyuan.kernel import plate
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

MOST, LONGEST = 8, 60


@never_cache
@require_safe
def people(request: Any) -> HttpResponse:
    """Customers for the combobox: name, pinyin, phone, or a plate of theirs."""
    by: Actor = request.actor
    by.require("complaints.take")
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=MOST) if typed else []
    owners = {hit.object_id: vehicles.vehicle(by, hit.object_id).owner_id for hit in hits if hit.kind == "vehicle"}
    named = (hit.object_id if hit.kind == "customer" else owners[hit.object_id] for hit in hits)
    ids = dict.fromkeys(one for one in named if one)
    found = customers.customers(by).in_bulk(list(ids))
    fleets = vehicles.fleets(by, list(found))
    rows = [(found[one], fleets.get(one)) for one in ids if one in found]
    return render(request, "complaints/_people.html", {"rows": rows})


def _number(request: Any, name: str) -> int | None:
    typed = request.POST.get(f"{name}_id") or request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


def _form(request: Any, by: Actor) -> tuple[forms.Take, Any]:
    """The form with the cars of the customer whom it names."""
    number = _number(request, "customer")
    one = customers.customer(by, number) if number else None
    cars = [(str(car.pk), _car(car)) for car in vehicles.of_customer(by, one.pk)] if one else []
    first = (
        {"customer_id": one.pk, "customer_name": one.name, "vehicle_id": cars[0][0] if len(cars) == 1 else ""}
        if one
        else {}
    )
    staff = forms.people(by, now()) if by.may("complaints.lead") else []
    data = request.POST if request.method == "POST" and not request.POST.get("look") else None
    if request.POST.get("look"):
        first = {**request.POST.dict(), **first}
    return forms.Take(data, cars=cars, staff=staff, initial=first), one


def _car(car: Any) -> str:
    return f"{car} {plate.spoken(car.plate)}".strip()


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Any) -> HttpResponse:
    """The form; ``?customer=`` begins with somebody. ``look`` asks for it again with the cars of a chosen customer."""
    by: Actor = request.actor
    by.require("complaints.take")
    with scope(by):
        form, one = _form(request, by)
        valid = form.is_bound and form.is_valid()
    made = _taken(form, by) if valid else None
    if made:
        toast_after_redirect(request, _("Complaint %(number)s taken.") % {"number": made.number})
        return HttpResponseRedirect(reverse("complaints:page", args=[made.pk]))
    with scope(by):
        return render(request, "complaints/take.html", {"form": form, "one": one}, status=422 if form.is_bound else 200)


def _taken(form: forms.Take, by: Actor) -> Any:
    given = dict(form.cleaned_data)
    given.pop("customer_name")
    assignee = given.pop("assignee_id")
    try:
        return actions.take(by, by.store_id or by.store_ids[0], actions.Heard(**given), at=now(), assignee_id=assignee)
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return None
