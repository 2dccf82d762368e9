"""Completes the description: every problem an operation may answer, the headers it understands."""

from typing import Any

from ninja import NinjaAPI

from cheyuan.base.apikit.idempotency import HEADER, MARK
from cheyuan.base.apikit.problem import TYPE, Problem
from cheyuan.faces.api.errors import CODES

STORE = {
    "name": "X-Store", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "Number of the store to work in; without it all stores of the person.",
}  # fmt: skip
ONCE = {
    "name": HEADER, "in": "header", "required": False, "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key and body sent again gets the stored answer.",
}  # fmt: skip
CONFLICT = 409


def complete(schema: Any, api: NinjaAPI) -> None:
    """Put problems and headers into the description."""
    schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    marked = _idempotent(api)
    for path in schema["paths"].values():
        for operation in path.values():
            _problems(operation)
            parameters = operation.setdefault("parameters", [])
            parameters.append(STORE)
            if operation.get("operationId") in marked:
                parameters.append(ONCE)


def _problems(operation: dict[str, Any]) -> None:
    content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in sorted({*CODES, CONFLICT}):
        operation["responses"].setdefault(
            status, {"description": CODES.get(status, "conflict").replace("_", " "), "content": content}
        )


def _idempotent(api: NinjaAPI) -> set[str]:
    found: set[str] = set()
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                if getattr(operation.view_func, MARK, False):
                    found.add(operation.operation_id or api.get_openapi_operation_id(operation))
    return found
