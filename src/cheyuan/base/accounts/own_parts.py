"""What other rooms put on the page "my account": they register here, nothing is imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """A section: a template, and what it shows as ``part``, a function of the request."""

    template: str
    load: Callable[[Any], Any]
    order: int = 50


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Put sections on the page; done in AppConfig.ready."""
    _parts.update({one.template: one for one in parts})


def parts(request: Any) -> list[tuple[str, Any]]:
    """The sections in order: template and what it shows."""
    return [
        (one.template, one.load(request)) for one in sorted(_parts.values(), key=lambda one: (one.order, one.template))
    ]
