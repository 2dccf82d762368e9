"""The routers of the apps: each app names its own in ``AppConfig.ready``; the root loads and mounts them all."""

from typing import Any

from django.utils.module_loading import import_string

_routers: dict[str, str] = {}


def register_router(prefix: str, router: str) -> None:
    """Mount the router of that dotted name under /api/v1/``prefix``; the prefix is also its heading in the description.

    Named, not given: shapes of the API take long to build, and workers, plans and commands never need them.
    """
    _routers[prefix.strip("/")] = router


def routers() -> dict[str, Any]:
    """All registered routers (``ninja.Router``) by prefix."""
    return {prefix: import_string(name) for prefix, name in sorted(_routers.items())}
