"""One's own account: name, language, password, second factor, sessions."""

from collections.abc import Iterable
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.accounts import own_parts, totp
from cheyuan.base.accounts.actions import (
    change_password,
    confirm_factor,
    drop_factor,
    end_own_sessions,
    new_recovery_codes,
    prove_again,
    save_me,
)  # fmt: skip
from cheyuan.base.accounts.actors import Post
from cheyuan.base.accounts.forms import CodeForm, MeForm, PasswordForm
from cheyuan.base.accounts.place import place_of
from cheyuan.base.accounts.queries import duties, has_app, must_have_second_factor, passkeys_of, sessions_of
from cheyuan.base.accounts.rights import while_bound
from cheyuan.base.accounts.views.asked import fresh
from cheyuan.base.accounts.views.entrance import FORMS
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

SECRET = "new_factor"  # noqa: S105 - a key of the session


@never_cache
@require_http_methods(FORMS)
def me(request: Any) -> HttpResponse:
    """Name, email, language; where one is logged in."""
    account = request.account
    form = MeForm(request.POST or None, initial={name: getattr(account, name) for name in MeForm.base_fields})
    if request.method == "POST" and form.is_valid():
        save_me(request.actor, account, at=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:me")
    facts = {
        "form": form,
        "sessions": sessions_of(account, now()),
        "here": request.session.row.pk,
        "has_factor": has_app(account),
        "passkeys": passkeys_of(account),
        "place": place_of(request),
        "fresh": fresh(request),
        "stands_for": _names(request.standing.posts),
        "awaits_factor": _names(request.standing.withheld),
        "parts": own_parts.parts(request),
    }
    return render(request, "accounts/me.html", facts)


def _names(posts: Iterable[Post]) -> str:
    """The colleagues whose posts are among these."""
    return "、".join(sorted({post.lender_name for post in posts if post.lender}))


@while_bound
@never_cache
@require_http_methods(FORMS)
def password(request: Any) -> HttpResponse:
    """A new password; all other sessions end."""
    form = PasswordForm(request.account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prove_again(request.account, form.cleaned_data["old"], at=now())
        except Refused as refused:
            form.add_error("old", say(refused))
        else:
            keep = request.session.row.pk
            change_password(request.actor, request.account, form.cleaned_data["new"], keep=keep, at=now())
            update_session_auth_hash(request, request.account)
            return _done(request, "password", _("The new password holds from now on."))
    return render(request, "accounts/password.html", {"form": form, "must": request.session.get("must")})


@while_bound
@never_cache
@require_http_methods(FORMS)
def second_factor(request: Any) -> HttpResponse:
    """Scan, type the code once, keep the recovery codes."""
    account = request.account
    if has_app(account):
        forced = must_have_second_factor(request.standing)
        return render(request, "accounts/factor_on.html", {"forced": forced})
    secret = request.session.setdefault(SECRET, totp.new_secret())
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("The six digits that the app shows now.")
    if request.method == "POST" and form.is_valid():
        try:
            codes = confirm_factor(request.actor, account, secret, form.cleaned_data["code"], at=now())
        except Refused as refused:
            form.add_error("code", say(refused))
        else:
            del request.session[SECRET]
            did(request, "second_factor")
            return render(request, "accounts/codes.html", {"codes": codes})
    picture = segno.make(totp.address(secret, account.username), error="m").svg_data_uri(
        scale=5, border=4, light="white"
    )
    facts = {"form": form, "secret": secret, "picture": picture, "must": request.session.get("must")}
    return render(request, "accounts/factor.html", {**facts, "place": place_of(request), "fresh": fresh(request)})


@require_POST
def recovery_codes(request: Any) -> HttpResponse:
    """Ten new codes after the password, or a moment after another proof."""
    if request.POST.get("password") or not fresh(request):
        prove_again(request.account, request.POST.get("password", ""), at=now())
    codes = new_recovery_codes(request.actor, request.account, at=now())
    return render(request, "accounts/codes.html", {"codes": codes})


@require_POST
def factor_off(request: Any) -> HttpResponse:
    """Give the second factor up after the password; who must have one sets up a new one."""
    prove_again(request.account, request.POST.get("password", ""), at=now())
    drop_factor(request.actor, request.account, at=now())
    request.session["must"] = duties(request.account, request.standing, demo=settings.DEMO)
    return redirect("accounts:second_factor")


@require_POST
def end_session(request: Any, session_id: int) -> HttpResponse:
    """End one other session."""
    end_own_sessions(request.actor, request.account, keep=request.session.row.pk, only=session_id, at=now())
    return redirect("accounts:me")


@require_POST
def end_others(request: Any) -> HttpResponse:
    """End all other sessions, and the tokens of programs."""
    end_own_sessions(request.actor, request.account, keep=request.session.row.pk, at=now())
    messages.success(request, _("Everywhere else you are logged out now."))
    return redirect("accounts:me")


def did(request: Any, duty: str) -> None:
    """The house no longer asks this of the person."""
    request.session["must"] = [one for one in request.session.get("must", []) if one != duty]


def _done(request: Any, duty: str, words: str) -> HttpResponse:
    free = bool(request.session.get("must"))
    did(request, duty)
    messages.success(request, words)
    return redirect("/" if free else "accounts:me")
