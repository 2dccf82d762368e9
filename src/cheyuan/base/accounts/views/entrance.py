"""The way in and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.accounts.actions import note_login, prove_code, prove_password
from cheyuan.base.accounts.devices import address_of, device_of
from cheyuan.base.accounts.forms import CodeForm, LoginForm
from cheyuan.base.accounts.models import Account
from cheyuan.base.accounts.place import place_of
from cheyuan.base.accounts.queries import (
    actor_in,
    demo_logins,
    duties,
    has_app,
    has_second_factor,
    passkeys_of,
    standing_of,
)
from cheyuan.base.accounts.rights import public, while_bound, while_locked
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

PENDING = "pending"
PROVED = "proved"
"""When the person last said who they are, as a timestamp in the session."""
WAIT = 300
"""Seconds between password and code."""
FORMS = ["GET", "HEAD", "POST"]


def back_to(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; else the first page."""
    wish = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if safe else "/"


@public
@never_cache
@require_http_methods(FORMS)
def log_in(request: Any) -> HttpResponse:
    """User name and password."""
    form, status = LoginForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            account = prove_password(**form.cleaned_data, address=address_of(request), at=now())
            return _next_step(request, account)
        except Refused as refused:
            form.add_error(None, say(refused))
            status = refused.status
    return login_page(request, form, status)


def login_page(request: Any, form: LoginForm, status: int, *, wrong: str = "") -> HttpResponse:
    """The front door; ``wrong``: why a passkey did not open it."""
    demo = demo_logins() if settings.DEMO and settings.LOOPBACK else []
    facts = {"form": form, "next": back_to(request), "demo": demo, "demo_password": settings.DEMO_PASSWORD}
    return render(request, "accounts/login.html", {**facts, "place": place_of(request), "wrong": wrong}, status=status)


def _next_step(request: Any, account: Account) -> HttpResponse:
    """The code, or straight in."""
    if not has_second_factor(account):
        return enter(request, account, back_to(request))
    request.session.cycle_key()
    request.session[PENDING] = {"account": account.pk, "at": now().timestamp(), "next": back_to(request)}
    return redirect("accounts:code")


@public
@never_cache
@require_http_methods(FORMS)
def code(request: Any) -> HttpResponse:
    """The code of the authenticator app, a passkey, or a recovery code."""
    account = pending_account(request)
    if account is None:
        return redirect("accounts:login")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            prove_code(account, form.cleaned_data["code"], at=now())
            return enter(request, account, request.session[PENDING]["next"])
        except Refused as refused:
            form.add_error("code", say(refused))
            status = refused.status
    return code_page(request, account, form, status)


def pending_account(request: Any) -> Account | None:
    """Whose password was right a moment ago in the same browser."""
    pending = request.session.get(PENDING)
    if not pending or now().timestamp() - pending["at"] > WAIT:
        return None
    return Account.objects.filter(pk=pending["account"], is_active=True).first()


def code_page(request: Any, account: Account, form: CodeForm, status: int, *, wrong: str = "") -> HttpResponse:
    """The second step, by what the person has; ``wrong``: why a passkey did not do."""
    facts = {"form": form, "app": has_app(account), "keys": passkeys_of(account), "place": place_of(request)}
    return render(request, "accounts/code.html", {**facts, "wrong": wrong}, status=status)


def enter(request: Any, account: Account, back: str, *, way: str = "pages") -> HttpResponse:
    """Begin the session: a new key, the device it is on, what the house still asks of this person."""
    request.session.pop(PENDING, None)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    standing = standing_of(account)
    request.session.update(
        {"device": device_of(request), "address": address_of(request) or None, PROVED: now().timestamp()}
    )
    request.session["must"] = duties(account, standing, demo=settings.DEMO)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES) and chosen != account.language:
        account.language = chosen
        account.save(update_fields=["language"])
    note_login(actor_in(standing, None, request.request_id), account, "login", at=now(), way=way)
    return HttpResponseRedirect(back)


@while_locked
@while_bound
@require_POST
def log_out(request: Any) -> HttpResponse:
    """Log the person out here; logins elsewhere stay."""
    note_login(request.actor, request.account, "logout", at=now())
    logout(request)
    return redirect("accounts:login")
