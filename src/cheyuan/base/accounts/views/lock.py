"""The lock screen over the page."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cheyuan.base.accounts.actions import prove_again
from cheyuan.base.accounts.errors import TooManyTries
from cheyuan.base.accounts.rights import while_bound, while_locked
from cheyuan.base.accounts.views.entrance import PROVED, back_to
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


@while_locked
@while_bound
@require_POST
def lock(request: Any) -> HttpResponse:
    """Close the page until the password is said again."""
    request.session.lock()
    return HttpResponse(status=204)


@while_locked
@while_bound
@require_POST
def unlock(request: Any) -> HttpResponse:
    """Open it again. For scripts: 204 opens, 403 means wrong, 401 after five wrong ones: log in again."""
    script, at = request.headers.get("X-Requested-With") == "fetch", now()
    try:
        prove_again(request.account, request.POST.get("password", ""), at=at)
    except TooManyTries:
        logout(request)
        return HttpResponse(status=401) if script else HttpResponseRedirect("/")
    except Refused as refused:
        if script:
            return HttpResponse(status=403)
        facts = {"next": back_to(request), "wrong": say(refused)}
        return render(request, "accounts/locked.html", facts, status=403)
    request.session.unlock(at)
    request.session[PROVED] = at.timestamp()
    return HttpResponse(status=204) if script else HttpResponseRedirect(back_to(request))
