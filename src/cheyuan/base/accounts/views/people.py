"""The people of the group."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.accounts import actions
from cheyuan.base.accounts.forms import AbsenceForm, EditForm, PersonForm, PostForm
from cheyuan.base.accounts.queries import absences_of, actor_in, may_touch, people, person, posts_of
from cheyuan.base.accounts.rights import PEOPLE_EDIT
from cheyuan.base.accounts.views.entrance import FORMS
from cheyuan.base.tenancy.queries import departments, stores
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused


def widest(request: Any) -> Actor:
    """People are looked after across all stores that the person heads, whichever store is chosen at the top."""
    standing = request.standing
    return actor_in(standing, None, request.request_id, every=True) if len(standing.wide_stores) > 1 else request.actor


@require_http_methods(FORMS)
def add_person(request: Any) -> HttpResponse:
    """A new login; its first password is shown once."""
    by = widest(request)
    by.require(PEOPLE_EDIT)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account, first = actions.add_person(by, at=now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("username", say(refused))
        else:
            return render(request, "accounts/first_password.html", {"person": account, "first": first})
    return render(request, "accounts/person_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(FORMS)
def one_person(request: Any, account_id: int) -> HttpResponse:
    """One person: login, posts, absences."""
    by = widest(request)
    with scope(by):
        account = person(by, account_id)
    form = EditForm(request.POST or None, initial={name: getattr(account, name) for name in EditForm.base_fields})
    if request.method == "POST" and form.is_valid():
        actions.edit_person(by, account_id, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:page", account_id)
    with scope(by):
        facts = person_facts(by, account_id)
        return render(request, "accounts/person.html", {"form": form, **facts}, status=422 if form.errors else 200)


def person_facts(by: Actor, account_id: int) -> dict[str, Any]:
    """All that the page of a person shows."""
    account, today = person(by, account_id), day_of(now())
    colleagues = [(one.pk, one.name) for one in people(by).filter(is_active=True).exclude(pk=account_id)[:500]]
    return {
        "person": account,
        "posts": posts_of([account_id]).get(account_id, []),
        "absences": absences_of(account_id, today),
        "may_edit": by.may(PEOPLE_EDIT) and may_touch(by, account_id),
        "post_form": PostForm(store_choices(by), department_choices(by), initial={"since": today}),
        "absence_form": AbsenceForm(colleagues, initial={"since": today, "until": today}),
        "today": today,
    }


def store_choices(by: Actor) -> list[tuple[Any, str]]:
    """The actor's stores; for a group administrator also the whole group."""
    found: list[tuple[Any, str]] = [(one.pk, one.name) for one in stores(by)]
    return [*found, ("", _("The whole group"))] if "group_admin" in by.roles else found


def department_choices(by: Actor) -> list[tuple[Any, str]]:
    """The departments of the actor's stores."""
    return [(one.pk, f"{one.store.name} {one.name}") for one in departments(by)]


@require_safe
def sheet(request: Any, account_id: int) -> HttpResponse:
    """The same beside the list, to be read."""
    by = widest(request)
    with scope(by):
        facts = {
            "person": person(by, account_id),
            "posts": posts_of([account_id]).get(account_id, []),
            "absences": absences_of(account_id, day_of(now())),
        }
        return render(request, "accounts/sheet.html", facts)


@never_cache
@require_POST
def reset_password(request: Any, account_id: int) -> HttpResponse:
    """A new first password, shown once."""
    by = widest(request)
    first = actions.reset_password(by, account_id, at=now())
    with scope(by):
        account = person(by, account_id)
    return render(request, "accounts/first_password.html", {"person": account, "first": first})


@require_POST
def reset_factor(request: Any, account_id: int) -> HttpResponse:
    """The phone is lost."""
    actions.reset_factor(widest(request), account_id, at=now())
    messages.success(request, _("The second factor is reset; the person sets up a new one at the next login."))
    return redirect("people:page", account_id)


@require_POST
def end_sessions(request: Any, account_id: int) -> HttpResponse:
    """Log the person out everywhere."""
    actions.end_sessions(widest(request), account_id, at=now())
    messages.success(request, _("The person is logged out everywhere."))
    return redirect("people:page", account_id)
