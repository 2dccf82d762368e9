"""Who acts in a request to the API: the owner of the token, narrowed by the token's scopes and the X-Store header."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from cheyuan.base.accounts.actions import account_of_token
from cheyuan.base.accounts.queries import actor_in, actor_of_all, standing_of
from cheyuan.faces.api.client import bearer_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

GENERAL = frozenset({"read", "write"})


def is_api(request: HttpRequest) -> bool:
    """Is this for the API?"""
    return request.path.startswith("/api/")


def bearer_actor(request: Any) -> Actor | None:
    """Sets the same fields as a login of pages does; sessions and their cookies count nothing here."""
    request.account = request.standing = request.actor = request.token = None
    request.locked = False
    text = bearer_of(request)
    token = account_of_token(text, at=now()) if text else None
    if token is None:
        return None
    request.token, request.account = token, token.account
    request.standing = standing_of(token.account)
    request.actor = _narrowed(request, token.scopes)
    actor: Actor | None = request.actor
    return actor


def _narrowed(request: Any, scopes: list[str]) -> Actor:
    """In the store of X-Store when it is theirs (else in none), with the rights of the rooms that the scopes name."""
    wish = request.headers.get("X-Store", "")
    number = getattr(request, "request_id", "")
    actor = actor_of_all(request.standing, number)
    if wish:
        own = wish in {str(store) for store in request.standing.own_stores}
        request.store_refused = not own
        actor = actor_in(request.standing, int(wish), number) if own else replace(actor, store_ids=(), store_id=None)
    rooms = set(scopes) - GENERAL
    rights = frozenset(right for right in actor.rights if right.split(".")[0] in rooms) if rooms else actor.rights
    return replace(actor, kind="api", rights=rights)
