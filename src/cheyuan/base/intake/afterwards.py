"""Where one goes from a finished import. Rooms above tell it here; nothing is asked of them."""

from dataclasses import dataclass

from cheyuan.base.ui import nav
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Way:
    """A link: its words (lazily translated), the name of its address, the right it needs."""

    label: object
    url_name: str
    right: str = ""


_next: list[Way] = []
_lists: dict[str, tuple[str, str]] = {}


def register(way: Way) -> None:
    """Offer a next step below every written import, such as today's plan."""
    _next.append(way)


def register_list(what: str, url_name: str, right: str = "") -> None:
    """Say where a figure of the result ("customers_new") can be seen."""
    _lists[what] = (url_name, right)


def ways(by: Actor) -> list[tuple[object, str]]:
    """The next steps this actor may take: words and address."""
    found = [(way.label, nav.resolve(way.url_name)) for way in _next if not way.right or by.may(way.right)]
    return [(label, url) for label, url in found if url]


def list_of(by: Actor, what: str) -> str:
    """The address behind a figure; empty when there is none for this actor."""
    name, right = _lists.get(what, ("", ""))
    return nav.resolve(name) if name and (not right or by.may(right)) else ""
