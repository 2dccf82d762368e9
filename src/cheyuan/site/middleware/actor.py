"""Who acts in this request and in which store. Deny by default: without a login only views marked ``public`` answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from cheyuan.base.accounts.queries import Standing, actor_in, recognised, standing_of
from cheyuan.base.accounts.rights import marked
from cheyuan.base.tenancy.scope import looking
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.site.door.limits import TENANT
from cheyuan.site.middleware import gates
from cheyuan.site.middleware.bearer import bearer_actor, is_api

STORE_KEY = "store"
"""Where the session remembers the store chosen: its id, or "all"."""


def standing_actor(request: HttpRequest, standing: Standing) -> Actor:
    """The actor in the store that the session remembers; when that is no longer theirs, in their first one."""
    chosen = request.session.get(STORE_KEY)
    store = chosen if isinstance(chosen, int) and chosen in standing.own_stores else None
    number = getattr(request, "request_id", "")
    return actor_in(standing, store, number, every=chosen == "all")


class ActorMiddleware:
    """Sets ``request.account``, ``request.standing``, ``request.actor`` (None before login) and ``request.locked``.

    A page that only reads runs inside the scope of its actor; one that writes calls actions, which open their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = bearer_actor(request) if is_api(request) else self._know(request)
        if actor:
            request.META[TENANT] = actor.group_id
        if actor and request.method in ("GET", "HEAD"):
            with looking(actor):
                return self.get_response(request)
        return self.get_response(request)

    def _know(self, request: Any) -> Actor | None:
        standing = recognised(request)
        user = request.user
        staff = user.is_authenticated and user.kind == "staff" and user.is_active
        request.account = user if staff else None
        request.standing = (standing or standing_of(user)) if staff else None
        request.actor = standing_actor(request, request.standing) if staff else None
        request.locked = staff and gates.look_at_idle(request, now())
        actor: Actor | None = request.actor
        return actor

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """The gates, one after the other; None lets the request through."""
        if is_api(request) or marked(view, "public"):
            return None
        if not request.actor:
            return gates.to_login(request)
        if request.locked and not marked(view, "while_locked"):
            return gates.to_lock(request)
        if request.session.get("must") and not marked(view, "while_bound"):
            return gates.to_duty(request)
        return None
