"""The routers of the apps: each app registers its own in ``AppConfig.ready``; the root mounts them all."""

from ninja import Router

_routers: dict[str, Router] = {}


def register_router(prefix: str, router: Router) -> None:
    """Mount ``router`` under /api/v1/``prefix``; the prefix is also its heading in the description."""
    _routers[prefix.strip("/")] = router


def routers() -> dict[str, Router]:
    """All registered routers by prefix."""
    return dict(sorted(_routers.items()))
