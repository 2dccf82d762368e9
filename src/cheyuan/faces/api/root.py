"""The one API object: version 1, closed by default, described completely."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from cheyuan.base.apikit.registry import routers
from cheyuan.faces.api import errors
from cheyuan.faces.api.auth import router as auth
from cheyuan.faces.api.describe import complete
from cheyuan.faces.api.me import router as me
from cheyuan.faces.api.strict import known_parameters

VERSION = "1.0"


class Bearer(HttpBearer):
    """The token of a login; the middleware has already looked it up."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The actor, or None for a token that opens nothing."""
        return getattr(request, "actor", None)


class Api(NinjaAPI):
    """Ninja's API with problem+json for everything that goes wrong."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The description, with every possible problem and header in it."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        complete(schema, self)
        return schema


def build() -> Api:
    """The API with the routers of all apps."""
    api = Api(
        title="Cheyuan",
        version=VERSION,
        description=str(_("A dealership over HTTP: customers, vehicles, care tasks.")),
        auth=Bearer(),
        docs_url=None,
        urls_namespace="api",
        openapi_url="/openapi.json",
    )
    errors.register(api)
    api.add_decorator(known_parameters, mode="view")
    api.add_router("/auth", auth, tags=["auth"])
    api.add_router("/", me, tags=["me"])
    for prefix, router in routers().items():
        api.add_router(f"/{prefix}", router, tags=[prefix])
    return api


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Nothing lives at this address of the API."""
    return errors.plain(request, 404, "not_found")
