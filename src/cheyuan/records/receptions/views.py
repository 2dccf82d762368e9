"""The visitor book as pages: the quick form, an entry, and the steps with their way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.receptions import actions, forms, queries, words
from cheyuan.records.receptions.links import page_of
from cheyuan.records.receptions.models import Reception
from cheyuan.records.vehicles import queries as vehicles

LATEST = 6


@never_cache
@require_safe
def people(request: Any) -> HttpResponse:
    """Customers for the combobox: name, pinyin, the tail of a phone, or a plate."""
    by: Actor = request.actor
    by.require("receptions.edit")
    found = queries.known(by, request.GET.get("q", ""))
    fleets = vehicles.fleets(by, [one.pk for one in found])
    rows = [(one, fleets.get(one.pk), customers.said_standing(one)) for one in found]
    return render(request, "receptions/_people.html", {"rows": rows})


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


def _first(by: Actor, customer_id: int | None) -> dict[str, Any]:
    one = customers.customer(by, customer_id) if customer_id else None
    receiver = {"received_by_id": by.account_id} if by.roles & set(forms.RECEIVERS) else {}
    return {"people": 1, **receiver, **({"customer_id": one.pk, "who": one.name} if one else {})}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """The quick form; ``?customer=`` begins with somebody on file."""
    by, at = request.actor, now()
    by.require("receptions.edit")
    data = request.POST if request.method == "POST" else None
    with scope(by):
        form = forms.Quick(data, by=by, at=at, initial=_first(by, _number(request.GET.get("customer", ""))))
        valid = data is not None and form.is_valid()
    store = by.store_id or by.store_ids[0]
    made = _tried(form, lambda: actions.receive(by, store, form.visit(), at=at)) if valid else None
    if made:
        said = _("%(name)s stands in the book.") % {"name": made.customer.name}
        toast_after_redirect(request, said, undo=reverse("receptions:undo", args=[made.pk]))
        return HttpResponseRedirect(f"{reverse('receptions:list')}?came_from=0d&came_to=0d")
    with scope(by):
        latest = queries.receptions(by).filter(came_on=day_of(at)).select_related(*queries.WITH).order_by("-came_at")
        facts = {
            "form": form, "models": queries.models_asked_for(by, day_of(at)),
            "latest": [(one, words.purpose(one.purpose), page_of(one.pk)) for one in latest[:LATEST]],
        }  # fmt: skip
        return render(request, "receptions/new.html", facts, status=422 if data is not None else 200)


def _tried(form: Any, step: Callable[[], Any]) -> Any:
    """What the step made; what a rule refuses is put at its field."""
    try:
        return step()
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = {"name": "who"}.get(str(refused.facts.get("field", "")), str(refused.facts.get("field", "")))
        field = "phone" if refused.code.startswith("phone_") else field
        form.add_error(field if field in form.fields else None, say(refused))
        return None


def _facts(one: Reception) -> dict[str, Any]:
    return {
        "one": one, "purpose": words.purpose(one.purpose), "department": words.department(one.department),
        "standing": customers.said_standing(one.customer),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Any, reception_id: int) -> HttpResponse:
    """One entry; whoever may note visitors puts it right here."""
    by, at = request.actor, now()
    data = request.POST if request.method == "POST" else None
    if data is not None:
        by.require("receptions.edit")
    with scope(by):
        one = queries.reception(by, reception_id, undone=True)
        form = forms.Correct(data, by=by, at=at, one=one, initial=forms.Correct.of(one))
        valid = data is not None and form.is_valid()
    if valid and _tried(form, lambda: (actions.change(by, reception_id, at=at, **form.values(one)),)):
        toast_after_redirect(request, _("Saved."))
        return HttpResponseRedirect(page_of(reception_id))
    with scope(by):
        facts = {**_facts(one), "form": form, "models": queries.models_asked_for(by, day_of(at))}
        return render(request, "receptions/page.html", facts, status=422 if data is not None else 200)


@require_safe
def sheet(request: Any, reception_id: int) -> HttpResponse:
    """The same beside the list, to read."""
    one = queries.reception(request.actor, reception_id)
    return render(request, "receptions/sheet.html", _facts(one))


def _step(request: Any, row: Reception, said: str, back: str) -> HttpResponse:
    place = page_of(row.pk)
    toast_after_redirect(request, said, undo=reverse(back, args=[row.pk]))
    return HttpResponse(headers={"HX-Redirect": place}) if request.htmx else HttpResponseRedirect(place)


@require_POST
def leave(request: Any, reception_id: int) -> HttpResponse:
    """They go."""
    row = actions.leave(request.actor, reception_id, at=now())
    return _step(request, row, _("Has left."), "receptions:stay")


@require_POST
def stay(request: Any, reception_id: int) -> HttpResponse:
    """They are still here."""
    row = actions.stay(request.actor, reception_id, at=now())
    return _step(request, row, _("Still here."), "receptions:leave")


@require_POST
def undo(request: Any, reception_id: int) -> HttpResponse:
    """Out of the book."""
    row = actions.undo(request.actor, reception_id, at=now())
    return _step(request, row, _("Taken out of the book."), "receptions:restore")


@require_POST
def restore(request: Any, reception_id: int) -> HttpResponse:
    """Back into the book."""
    row = actions.restore(request.actor, reception_id, at=now())
    return _step(request, row, _("Stands in the book again."), "receptions:undo")
