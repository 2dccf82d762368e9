"""Posts and absences on the page of a person."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cheyuan.base.accounts import actions
from cheyuan.base.accounts.forms import AbsenceForm, EndForm, PostEditForm, PostForm
from cheyuan.base.accounts.queries import people
from cheyuan.base.accounts.views.people import department_choices, store_choices, widest
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


def _try(request: Any, account_id: int, form: forms.Form, do: Callable[..., object], words: str) -> HttpResponse:
    """Run the action with what the form holds; what is wrong is said on the person's page."""
    if not form.is_valid():
        wrong = [f"{form.fields[name].label}: {texts[0]}" for name, texts in form.errors.items() if name in form.fields]
        messages.error(request, " ".join(wrong), extra_tags="over")
        return redirect("people:page", account_id)
    try:
        do(at=now(), **form.cleaned_data)
    except Refused as refused:
        if refused.status != 422:
            raise
        messages.error(request, say(refused), extra_tags="over")
    else:
        messages.success(request, words)
    return redirect("people:page", account_id)


@require_POST
def add_post(request: Any, account_id: int) -> HttpResponse:
    """A role in a store."""
    by = widest(request)
    with scope(by):
        form = PostForm(store_choices(by), department_choices(by), request.POST)
    return _try(request, account_id, form, lambda **a: actions.add_post(by, account_id, **a), _("The post is given."))


@require_POST
def edit_post(request: Any, account_id: int, post_id: int) -> HttpResponse:
    """Team lead, skills, department."""
    by = widest(request)
    with scope(by):
        form = PostEditForm(department_choices(by), request.POST)
    return _try(request, account_id, form, lambda **a: actions.edit_post(by, post_id, **a), _("Saved."))


@require_POST
def end_post(request: Any, account_id: int, post_id: int) -> HttpResponse:
    """The last day of a post."""
    by, form = widest(request), EndForm(request.POST)
    return _try(request, account_id, form, lambda **a: actions.end_post(by, post_id, **a), _("The post ends that day."))


@require_POST
def add_absence(request: Any, account_id: int) -> HttpResponse:
    """Days away."""
    by = widest(request)
    with scope(by):
        form = AbsenceForm([(one.pk, one.name) for one in people(by).filter(is_active=True)[:500]], request.POST)
    return _try(request, account_id, form, lambda **a: actions.add_absence(by, account_id, **a), _("Noted."))


@require_POST
def drop_absence(request: Any, account_id: int, absence_id: int) -> HttpResponse:
    """Here after all."""
    actions.drop_absence(widest(request), absence_id, at=now())
    return redirect("people:page", account_id)
