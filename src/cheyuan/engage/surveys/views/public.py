"""What a customer sees behind the link: no login, no personal data but how to address them, one answer.

Unknown and withdrawn links look the same. Who guesses at links is slowed down by their address; a good link never is.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cheyuan.base.accounts import tries
from cheyuan.base.accounts.devices import address_of
from cheyuan.base.accounts.errors import TooManyTries
from cheyuan.base.accounts.rights import public
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.words import say
from cheyuan.engage.surveys import actions, greeting, links
from cheyuan.engage.surveys.forms import Sheet
from cheyuan.engage.surveys.models import Invitation
from cheyuan.engage.surveys.queries.invitations import by_hash
from cheyuan.engage.surveys.sheet import items, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Refused

LARGEST = 32 * 1024
GUESSES = 60
"""Unknown links from one address until it is told to wait."""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: Any, token: str) -> HttpResponse:
    """The form of an open invitation; else a polite page."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return _plain(request, "large", 413)
    by, one = found(token)
    if by is None or one is None:
        return _unknown(request)
    if one.state == "answered":
        return _plain(request, "answered", 200, one)
    if one.expires_at <= now():
        return _plain(request, "expired", 410, one)
    return _taken(request, by, one) if request.method == "POST" else _shown(request, by, one)


def found(token: str) -> tuple[Actor | None, Invitation | None]:
    """Who comes with a token, in the one store that it names, and their invitation there; None for anything else."""
    parts = links.parted(token)
    by = links.guest(parts[0]) if parts else None
    if parts is None or by is None:
        return None, None
    with scope(by):
        return by, by_hash(by, links.hash_of(parts[1]))


def _shown(request: Any, by: Actor, one: Invitation) -> HttpResponse:
    if one.opened_at is None and request.method == "GET":
        actions.seen(by, one.pk, at=now())
    return _form(request, one, Sheet(items(one.version.questions)), 200)


def _taken(request: Any, by: Actor, one: Invitation) -> HttpResponse:
    form = Sheet(items(one.version.questions), request.POST)
    if not form.is_valid():
        return _form(request, one, form, 422)
    try:
        row = actions.answer(by, one.pk, form.given(), at=now())
    except Conflict as refused:
        state = "expired" if refused.code == "survey_expired" else "answered"
        return _plain(request, state, 200, one)
    except Refused as refused:
        field = f"q_{refused.facts.get('field', '')}"
        form.add_error(field if field in form.fields else None, say(refused))
        return _form(request, one, form, 422)
    return _plain(request, "thanks", 200, one, low=row.low, asked=bool(form.cleaned_data["question"]))


def _form(request: Any, one: Invitation, form: Sheet, status: int) -> HttpResponse:
    facts = _facts(one) | {"form": form, "lead": said(one.version.lead, get_language() or "")}
    return _closed(render(request, "surveys/public.html", facts, status=status))


def _facts(one: Invitation) -> dict[str, Any]:
    language = get_language() or ""
    return {
        "title": said(one.version.title, language), "store": one.store.name,
        "address": greeting.address(one.customer, language) if one.customer else "",
    }  # fmt: skip


def _plain(request: Any, state: str, status: int, one: Invitation | None = None, **more: Any) -> HttpResponse:
    facts = {"state": state, **more}
    if one is not None:
        facts |= {"store": one.store.name, "thanks": said(one.version.thanks, get_language() or "")}
    return _closed(render(request, "surveys/over.html", facts, status=status))


def _unknown(request: Any) -> HttpResponse:
    try:
        tries.count(tries.key_of("survey", address_of(request)), GUESSES, now())
    except TooManyTries:
        return _plain(request, "slow", 429)
    return _plain(request, "unknown", 404)


def _closed(response: HttpResponse) -> HttpResponse:
    """Not for search engines, and the address goes to nobody else."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
