"""The register of what can be found: each app says how its hits are checked against sealed fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A kind of record in the search box. ``holds(ids, digits)`` answers which records truly contain the digits."""

    kind: str
    label: object
    right: str
    holds: Callable[[Sequence[int], str], set[int]] | None = None
    order: int = 50


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind findable; called in AppConfig.ready of the app that owns it."""
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """All findable kinds by name."""
    return dict(_sources)
