"""The shape of every action: right → scope and transaction → the rule itself. Audit, timeline and news are its own lines."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")
Action = Callable[Concatenate[Actor, P], R]


def action(right: str, *, durable: bool = False) -> Callable[[Action[P, R]], Action[P, R]]:
    """Declare a function ``(by, …) -> result`` as an action that needs ``right`` and runs in one transaction."""

    def declare(function: Action[P, R]) -> Action[P, R]:
        @wraps(function)
        def run(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            by.require(right)
            with scope(by, durable=durable):
                return function(by, *args, **kwargs)

        run.right = right  # type: ignore[attr-defined]
        return run

    return declare
