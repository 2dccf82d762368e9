"""The API as its description says it is: cases generated from it, sent in-process as one role, checked against it."""

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

DESCRIPTION = "/api/v1/openapi.json"
SEED = 20261121
FALSE_HERE = {
    "use_after_free",
    "ensure_resource_availability",
    "positive_data_acceptance",
    "object_level_authorization",
}
"""Checks of chains of calls, and the one that knows no rules of the business: a well-formed write may be refused."""


def described() -> Any:
    """The API with its description, without a socket between."""
    load_all_checks()
    return schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())


def operations(schema: Any) -> Iterator[Any]:
    """Every operation of the description, in a fixed order."""
    found = [one.ok() for one in schema.get_all_operations()]
    yield from sorted(found, key=lambda one: one.label)


def checks() -> list[Any]:
    """All that schemathesis knows, but those that cannot be right here."""
    return [check for check in CHECKS.get_all() if check.__name__ not in FALSE_HERE]


class Probe:
    """Sends generated cases of one operation as one person; ``numbers`` are records that exist, by parameter.

    Half of the well-formed addresses name such a record, and no store but the person's own: else all would end at 404.
    """

    def __init__(self, token: str, numbers: Mapping[str, int], examples: int) -> None:
        self.headers, self.numbers, self.examples = {"Authorization": f"Bearer {token}"}, numbers, examples
        self.statuses: dict[int, int] = {}
        self.wrong: list[str] = []

    def ask(self, operation: Any) -> None:
        """Well-formed cases, then malformed ones; what is wrong is kept in ``wrong``."""
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                self._walk(operation, mode)
            except Exception as wrong:
                if "NegativeDataGeneration" not in type(wrong).__name__ and "Unsatisfiable" not in type(wrong).__name__:
                    self.wrong.append(f"{operation.label} ({mode.value}): {_said(wrong)}")

    def _walk(self, operation: Any, mode: GenerationMode) -> None:
        @seed(SEED)
        @settings(
            max_examples=self.examples,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            report_multiple_bugs=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode), known=st.booleans())
        def walk(case: Any, known: bool) -> None:
            self._send(case, known)

        random.seed(SEED)
        walk()

    def _send(self, case: Any, known: bool) -> None:
        if known and not case.meta.is_negative_at(ParameterLocation.PATH):
            for name in set(case.path_parameters or {}) & self.numbers.keys():
                case.path_parameters[name] = self.numbers[name]
        if known and not case.meta.is_negative_at(ParameterLocation.HEADER):
            case.headers.pop("X-Store", None)
        response = case.call(headers=self.headers)
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        case.validate_response(response, checks=checks(), headers=self.headers)


def _said(wrong: BaseException) -> str:
    if isinstance(wrong, FailureGroup):
        return "; ".join(_said(one) for one in wrong.exceptions)
    if isinstance(wrong, BaseExceptionGroup):
        return "; ".join(_said(one) for one in wrong.exceptions)
    if isinstance(wrong, Failure):
        return f"{wrong.title}: {wrong.message}"
    return f"{type(wrong).__name__}: {wrong}"


def without(operations: Iterable[Any], *labels: str) -> list[Any]:
    """The operations but those named."""
    return [one for one in operations if one.label not in labels]
