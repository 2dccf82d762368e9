"""Every route of the product, read from the URL resolver, with addresses that can be asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")
PLAIN = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000001", "key": "x"}


@dataclass(frozen=True)
class Route:
    """One pattern: its whole route, the view, the names of its parameters."""

    route: str
    view: Any
    parameters: tuple[str, ...]

    def address(self, **values: object) -> str:
        """An address of this route; parameters without a value get a plain one."""
        filled = GROUP.sub(lambda found: str(values.get(found["name"], "x")), self.route)
        filled = PARAMETER.sub(lambda found: str(values.get(found["name"], PLAIN[found["kind"] or "str"])), filled)
        return "/" + re.sub(r"\\Z|\\|\^|\$", "", filled)

    @property
    def is_api(self) -> bool:
        """Does it belong to the API?"""
        return self.route.lstrip("^").startswith("api/")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[Route]:
    """All routes, those of included rooms too."""
    for one in (resolver or get_resolver()).url_patterns:
        whole = before + str(one.pattern)
        if isinstance(one, URLPattern):
            names = tuple(dict.fromkeys(found["name"] for found in PARAMETER.finditer(whole)))
            yield Route(whole, one.callback, names)
        else:
            yield from routes(one, whole)
