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
from cheyuan.base.accounts.queries import actor_in, demo_logins, duties, has_second_factor, standing_of
from cheyuan.base.accounts.rights import public, while_bound, while_locked
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

PENDING = "pending"
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
    demo = demo_logins() if settings.DEMO and settings.LOOPBACK else []
    facts = {"form": form, "next": back_to(request), "demo": demo, "demo_password": settings.DEMO_PASSWORD}
    return render(request, "accounts/login.html", facts, status=status)


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
    """The code of the authenticator app."""
    pending = request.session.get(PENDING)
    if not pending or now().timestamp() - pending["at"] > WAIT:
        return redirect("accounts:login")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        account = Account.objects.get(pk=pending["account"], is_active=True)
        try:
            prove_code(account, form.cleaned_data["code"], at=now())
            return enter(request, account, pending["next"])
        except Refused as refused:
            form.add_error("code", say(refused))
            status = refused.status
    return render(request, "accounts/code.html", {"form": form}, status=status)


def enter(request: Any, account: Account, back: str) -> HttpResponse:
    """Begin the session: a new key, the device it is on, what the house still asks of this person."""
    request.session.pop(PENDING, None)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    standing = standing_of(account)
    request.session.update({"device": device_of(request), "address": address_of(request) or None})
    request.session["must"] = duties(account, standing, demo=settings.DEMO)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES) and chosen != account.language:
        account.language = chosen
        account.save(update_fields=["language"])
    note_login(actor_in(standing, None, request.request_id), account, "login", at=now(), way="pages")
    return HttpResponseRedirect(back)


@while_locked
@while_bound
@require_POST
def log_out(request: Any) -> HttpResponse:
    """Log the person out here; logins elsewhere stay."""
    note_login(request.actor, request.account, "logout", at=now())
    logout(request)
    return redirect("accounts:login")
