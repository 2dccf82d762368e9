"""A parameter that an operation does not know is refused, not passed over: a filter with a slip of the pen would show all."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from cheyuan.base.apikit.problem import problem
from cheyuan.base.ui import words
from cheyuan.kernel.errors import Refused

Run = Callable[..., HttpResponse]


def known_parameters(run: Run) -> Run:
    """Ninja's decorator around each operation; who has no token yet is asked for one first."""
    operation: Any = getattr(inspect.unwrap(run), "__self__", None)
    known, parts = _known(operation, "query"), _known(operation, "form") | _known(operation, "file")

    @wraps(run)
    def strict(request: HttpRequest, **path: Any) -> HttpResponse:
        if operation.auth_callbacks and not getattr(request, "actor", None):
            return run(request, **path)
        sent = {*request.POST, *request.FILES} if parts else set()
        unknown = sorted((set(request.GET) - known) | (sent - parts))
        if unknown:
            refused = Refused("parameter_unknown", field=unknown[0][:60])
            return problem(request, 422, refused.code, words.say(refused), facts=refused.facts)
        return run(request, **path)

    return strict


def _known(operation: Any, source: str) -> set[str]:
    models = [model for model in getattr(operation, "models", []) if model.__ninja_param_source__ == source]
    return {name for model in models for name in getattr(model, "__ninja_flatten_map__", model.model_fields)}
