"""What the session remembers of a question to a passkey, and how fresh the last proof of the person is."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.views.entrance import PROVED
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

ASKED = "passkey"
PATIENCE = 300
"""Seconds that a question waits for its answer."""
FRESH = 600
"""Seconds for which a proof of who is there allows what opens or closes ways in."""


def ask(request: Any, purpose: str, asked: tuple[dict[str, Any], str]) -> JsonResponse:
    """Send the question; its challenge stays with the login that was asked, for this purpose."""
    options, challenge = asked
    request.session[ASKED] = {"purpose": purpose, "challenge": challenge, "at": now().timestamp()}
    return JsonResponse(options)


def take(request: Any, purpose: str) -> str:
    """The challenge of the question asked before, which is then forgotten; WrongLogin when there is none or it is too old."""
    asked = request.session.pop(ASKED, None) or {}
    if asked.get("purpose") != purpose or now().timestamp() - asked["at"] > PATIENCE:
        raise WrongLogin("passkey_old")
    return str(asked["challenge"])


def fresh(request: Any) -> bool:
    """Has the person proved lately who they are?"""
    return bool(now().timestamp() - request.session.get(PROVED, 0) < FRESH)


def prove_first(request: Any, back: str) -> HttpResponse:
    """To the page that asks who is there, and back; a script is told why."""
    if request.headers.get("X-Requested-With") == "fetch":
        raise Refused("proof_needed")
    return redirect(f"{reverse('accounts:again')}?{urlencode({'next': back})}")
