"""Stores: place, hours, special days, departments, regions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy import actions, queries
from cheyuan.base.tenancy.forms import (
    WEEKDAYS,
    DepartmentForm,
    NewStoreForm,
    RegionForm,
    SpecialDayForm,
    StoreForm,
    hours_of,
    week,
)  # fmt: skip
from cheyuan.base.tenancy.rights import ADD, EDIT, VIEW
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused


@require_safe
def stores(request: Any) -> HttpResponse:
    """The actor's stores and the regions of the group."""
    by: Actor = request.actor
    by.require(VIEW)
    facts = {
        "stores_shown": queries.stores(by).select_related("region"),
        "regions": queries.regions(by),
        "new_form": NewStoreForm(),
        "region_form": RegionForm(),
        "may_add": by.may(ADD),
    }
    return render(request, "tenancy/stores.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def store(request: Any, store_id: int) -> HttpResponse:
    """One store."""
    by: Actor = request.actor
    by.require(VIEW)
    with scope(by):
        one, regions = queries.store_of(by, store_id), queries.regions(by)
    fields = StoreForm.base_fields
    form = StoreForm(regions, request.POST or None, initial={name: getattr(one, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        actions.edit_store(by, store_id, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("tenancy:store", store_id)
    return _page(request, store_id, form=form)


def _page(request: Any, store_id: int, **forms_: Any) -> HttpResponse:
    """The page of a store, with forms that hold what was typed."""
    by: Actor = request.actor
    with scope(by):
        one = queries.store_of(by, store_id)
        fields = StoreForm.base_fields
        facts: dict[str, Any] = {
            "store": one,
            "form": StoreForm(queries.regions(by), initial={name: getattr(one, name) for name in fields}),
            "week": week(queries.hours(one)),
            "special": queries.special_days(one, day_of(now())),
            "departments": [it for it in queries.departments(by) if it.store_id == one.pk],
            "special_form": SpecialDayForm(),
            "department_form": DepartmentForm(),
            "may_edit": by.may(EDIT),
        } | forms_
        facts["week"] = list(zip(WEEKDAYS, facts["week"], strict=True))
        return render(request, "tenancy/store.html", facts, status=422 if forms_ and request.method == "POST" else 200)


@require_POST
def hours(request: Any, store_id: int) -> HttpResponse:
    """The opening hours of the week."""
    days = week({}, request.POST)
    if not all([form.is_valid() for form in days]):  # noqa: C419 - every form shows its own fault
        return _page(request, store_id, week=days)
    try:
        actions.set_hours(request.actor, store_id, hours_of(days), at=now())
    except Refused as refused:
        if refused.code != "hours_backwards":
            raise
        days[int(str(refused.facts["weekday"]))].add_error(None, _("Please check the order of these times."))
        return _page(request, store_id, week=days)
    messages.success(request, _("The opening hours hold from now on."))
    return redirect("tenancy:store", store_id)


def _with(request: Any, store_id: int, form: forms.Form, name: str, do: Callable[..., object]) -> HttpResponse:
    """Run the action when the form is right, else show the page with it."""
    if not form.is_valid():
        return _page(request, store_id, **{name: form})
    do(request.actor, store_id, at=now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("tenancy:store", store_id)


@require_POST
def special_day(request: Any, store_id: int) -> HttpResponse:
    """A day that differs."""
    return _with(request, store_id, SpecialDayForm(request.POST), "special_form", actions.set_special_day)


@require_POST
def drop_special_day(request: Any, store_id: int, day_id: int) -> HttpResponse:
    """Like its weekday again."""
    actions.drop_special_day(request.actor, store_id, day_id, at=now())
    return redirect("tenancy:store", store_id)


@require_POST
def department(request: Any, store_id: int) -> HttpResponse:
    """A new department."""
    return _with(request, store_id, DepartmentForm(request.POST), "department_form", actions.add_department)


@require_POST
def drop_department(request: Any, store_id: int, department_id: int) -> HttpResponse:
    """The department closes."""
    actions.drop_department(request.actor, store_id, department_id, at=now())
    return redirect("tenancy:store", store_id)


@require_POST
def add_store(request: Any) -> HttpResponse:
    """A new store of the group."""
    return _added(
        request, NewStoreForm(request.POST), actions.add_store, _("The store is there. Give people posts in it.")
    )


@require_POST
def add_region(request: Any) -> HttpResponse:
    """A new region of the group."""
    return _added(request, RegionForm(request.POST), actions.add_region, _("Saved."))


def _added(request: Any, form: forms.Form, do: Callable[..., object], words: str) -> HttpResponse:
    if form.is_valid():
        do(request.actor, at=now(), **form.cleaned_data)
        messages.success(request, words)
    else:
        texts = [f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items()]
        messages.error(request, " ".join(texts), extra_tags="over")
    return redirect("tenancy:stores")
