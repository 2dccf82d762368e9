"""Who acts in this request and in which store. Deny by default: without a login only views marked ``public`` answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cheyuan.base.accounts.actors import Standing, actor_in, standing_of
from cheyuan.base.accounts.rights import is_public
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

STORE_KEY = "store"
"""Where the session remembers the store chosen: its id, or "all"."""


def standing_actor(request: HttpRequest, standing: Standing) -> Actor:
    """The actor in the store that the session remembers; when that is no longer theirs, in their first one."""
    chosen = request.session.get(STORE_KEY)
    store = chosen if isinstance(chosen, int) and chosen in standing.own_stores else None
    number = getattr(request, "request_id", "")
    return actor_in(standing, store, number, every=chosen == "all")


class ActorMiddleware:
    """Sets ``request.account``, ``request.standing`` and ``request.actor`` (None before login).

    A page that only reads runs inside the scope of its actor; one that writes calls actions, which open their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = self._know(request)
        if actor and request.method in ("GET", "HEAD"):
            with scope(actor):
                return self.get_response(request)
        return self.get_response(request)

    def _know(self, request: Any) -> Actor | None:
        user = request.user
        staff = user.is_authenticated and user.kind == "staff"
        request.account = user if staff else None
        request.standing = standing_of(user) if staff else None
        request.actor = standing_actor(request, request.standing) if staff else None
        actor: Actor | None = request.actor
        return actor

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """The login page for whoever is not known, unless the view is public."""
        if request.actor or is_public(view):
            return None
        return to_login(request)


def to_login(request: Any) -> HttpResponse:
    """To the login page and back here afterwards; an HTMX request makes the whole page go there."""
    back = request.get_full_path() if request.method == "GET" else "/"
    address = reverse("accounts:login") + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("accounts:login")})
    return HttpResponseRedirect(address)
