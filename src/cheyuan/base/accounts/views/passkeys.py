"""Passkeys: in by one, and one's own on the page of the account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.accounts.actions import (
    add_passkey,
    ask_for_passkey,
    ask_for_proof,
    drop_passkey,
    prove_again,
    prove_passkey,
    rename_passkey,
)
from cheyuan.base.accounts.devices import address_of
from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.forms import CodeForm, LoginForm
from cheyuan.base.accounts.place import place_of
from cheyuan.base.accounts.queries import must_have_second_factor, passkeys_of
from cheyuan.base.accounts.rights import public, while_bound
from cheyuan.base.accounts.views.asked import ask, fresh, prove_first, take
from cheyuan.base.accounts.views.entrance import FORMS, PROVED, back_to, code_page, enter, login_page, pending_account
from cheyuan.base.accounts.views.mine import did
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


@public
@require_POST
def login_ask(request: Any) -> HttpResponse:
    """The question to any passkey of this house."""
    return ask(request, "login", ask_for_proof(place_of(request)))


@public
@never_cache
@require_POST
def login(request: Any) -> HttpResponse:
    """In without a password: the passkey proves the device, and the device the person."""
    try:
        return enter(request, _proved(request, "login"), back_to(request), way="passkey")
    except Refused as refused:
        return login_page(request, LoginForm(), refused.status, wrong=say(refused))


@public
@require_POST
def code_ask(request: Any) -> HttpResponse:
    """The question to the passkeys of the person whose password was right."""
    account = pending_account(request)
    if account is None:
        raise WrongLogin("passkey_old")
    return ask(request, f"code:{account.pk}", ask_for_proof(place_of(request), account))


@public
@never_cache
@require_POST
def code(request: Any) -> HttpResponse:
    """The second step by a passkey instead of a code."""
    account, back = pending_account(request), request.session.get("pending", {}).get("next", "/")
    if account is None:
        return redirect("accounts:login")
    try:
        _proved(request, f"code:{account.pk}", account)
        return enter(request, account, back, way="password+passkey")
    except Refused as refused:
        return code_page(request, account, CodeForm(), refused.status, wrong=say(refused))


@never_cache
@require_http_methods(FORMS)
def again(request: Any) -> HttpResponse:
    """Who is there? Asked before ways in are opened or closed."""
    wrong, status = "", 200
    if request.method == "POST":
        try:
            prove_again(request.account, request.POST.get("password", ""), at=now())
            return _proved_again(request)
        except Refused as refused:
            wrong, status = say(refused), refused.status
    return _again_page(request, wrong, status)


@require_POST
def again_ask(request: Any) -> HttpResponse:
    """The question to one's own passkeys."""
    return ask(request, "again", ask_for_proof(place_of(request), request.account))


@require_POST
def again_passkey(request: Any) -> HttpResponse:
    """A passkey instead of the password."""
    try:
        _proved(request, "again", request.account)
    except Refused as refused:
        return _again_page(request, say(refused), refused.status)
    return _proved_again(request)


@while_bound
@require_POST
def new_ask(request: Any) -> HttpResponse:
    """The question that makes a new passkey."""
    if not fresh(request):
        return prove_first(request, "/me")
    return ask(request, "new", ask_for_passkey(request.account, place_of(request)))


@while_bound
@require_POST
def new(request: Any) -> HttpResponse:
    """A new passkey; the first second factor of a person brings recovery codes."""
    if not fresh(request):
        return prove_first(request, "/me")
    try:
        challenge, said = take(request, "new"), request.POST.get("answer", "")
        name = request.POST.get("name", "")
        codes = add_passkey(request.actor, request.account, place_of(), challenge, said, name=name, at=now())
    except Refused as refused:
        messages.error(request, say(refused))
        return redirect(back_to(request))
    did(request, "second_factor")
    if codes:
        return render(request, "accounts/codes.html", {"codes": codes})
    messages.success(request, _("The passkey opens your login from now on."))
    return redirect(back_to(request))


@require_POST
def rename(request: Any, passkey_id: int) -> HttpResponse:
    """Another name for it."""
    rename_passkey(request.actor, request.account, passkey_id, request.POST.get("name", ""), at=now())
    messages.success(request, _("Saved."))
    return redirect("accounts:me")


@require_POST
def remove(request: Any, passkey_id: int) -> HttpResponse:
    """It opens nothing from now on."""
    if not fresh(request):
        return prove_first(request, "/me")
    needed = must_have_second_factor(request.standing) and not settings.DEMO
    drop_passkey(request.actor, request.account, passkey_id, needed=needed, at=now())
    messages.success(request, _("The passkey no longer opens your login. Please remove it on the device too."))
    return redirect("accounts:me")


def _proved(request: Any, purpose: str, account: Any = None) -> Any:
    challenge, said = take(request, purpose), request.POST.get("answer", "")
    return prove_passkey(place_of(), challenge, said, address_of(request), account=account, at=now())


def _proved_again(request: Any) -> HttpResponse:
    request.session[PROVED] = now().timestamp()
    return HttpResponseRedirect(back_to(request))


def _again_page(request: Any, wrong: str, status: int) -> HttpResponse:
    facts = {"wrong": wrong, "next": back_to(request), "place": place_of(request), "keys": passkeys_of(request.account)}
    return render(request, "accounts/again.html", facts, status=status)
