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
    known = _known(operation)

    @wraps(run)
    def strict(request: HttpRequest, **path: Any) -> HttpResponse:
        unknown = sorted(set(request.GET) - known)
        if unknown and (getattr(request, "actor", None) or not operation.auth_callbacks):
            refused = Refused("parameter_unknown", field=unknown[0][:60])
            return problem(request, 422, refused.code, words.say(refused), facts=refused.facts)
        return run(request, **path)

    return strict


def _known(operation: Any) -> set[str]:
    models = getattr(operation, "models", [])
    return {
        name for model in models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__
    }
