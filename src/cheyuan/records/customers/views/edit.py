"""Editing the file section by section, in place; the first file of somebody; the way back."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import actions, forms, queries, undoing
from cheyuan.records.customers.views.page import part

TEMPLATES = {"person": "customers/_person.html", "reach": "customers/_reach.html", "care": "customers/_care.html"}


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Any, customer_id: int, name: str) -> HttpResponse:
    """A section: read (``?read=1``), as a form, or saved."""
    if name not in forms.SECTIONS:
        raise Http404
    if request.method == "POST":
        return _save(request, customer_id, name)
    request.actor.require("customers.edit")
    if request.GET.get("read"):
        return part(request, TEMPLATES[name], customer_id, "file", "remembered")
    one = queries.customer(request.actor, customer_id)
    return _form(request, customer_id, name, forms.SECTIONS[name](one=one, by=request.actor))


def _form(request: Any, customer_id: int, name: str, form: forms.Section, status: int = 200) -> HttpResponse:
    facts = {"form": form, "name": name, "customer_id": customer_id}
    return render(request, "customers/_form.html", facts, status=status)


def _save(request: Any, customer_id: int, name: str) -> HttpResponse:
    by = request.actor
    by.require("customers.edit")
    with scope(by):
        one = queries.customer(by, customer_id)
        form = forms.SECTIONS[name](request.POST, by=by)
        valid = form.is_valid()
    values = form.values() if valid else {}
    former = {key: getattr(one, key) for key, value in values.items() if getattr(one, key) != value}
    if not valid or not _done(form, lambda: actions.edit(by, customer_id, at=now(), **values)):
        with scope(by):
            return _form(request, customer_id, name, form, 422)
    answer = part(request, TEMPLATES[name], customer_id, "file", "remembered")
    token = undoing.token(former) if former else ""
    undo = reverse("customers:undo", args=[customer_id, token]) if token else ""
    return toast(answer, _("Saved."), undo=undo, kind="well") if former else answer


def _done(form: forms.Section, act: Any) -> bool:
    """Whether the action went through; what a rule refuses is put at its field."""
    try:
        form.result = act()  # type: ignore[attr-defined]
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", "")) or refused.code.partition("_")[0]
        form.add_error(field if field in form.fields else None, say(refused))
        return False
    return True


@require_POST
def undo(request: Any, customer_id: int, token: str) -> HttpResponse:
    """The former values come back."""
    actions.edit(request.actor, customer_id, at=now(), **undoing.opened(token))
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Any) -> HttpResponse:
    """Open somebody's file by hand; a phone that is known already is said before a second file is made."""
    by = request.actor
    by.require("customers.edit")
    form = forms.New(request.POST or None)
    same: list[Any] = []
    if request.method == "POST" and form.is_valid():
        values = form.values()
        with scope(by):
            same = queries.with_phone(by, values["phone"]) if not request.POST.get("anyway") else []
        store = by.store_id or by.store_ids[0]
        if not same and _done(form, lambda: actions.create(by, store, at=now(), **values)):
            toast_after_redirect(request, _("File opened."))
            return HttpResponseRedirect(reverse("customers:page", args=[form.result.pk]))  # type: ignore[attr-defined]
    with scope(by):
        status = 422 if request.method == "POST" else 200
        return render(request, "customers/create.html", {"form": form, "same": same}, status=status)
