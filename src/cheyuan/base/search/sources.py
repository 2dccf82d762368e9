"""The register of what can be found: each app says how its hits are checked against sealed fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Source:
    """A kind of record in the search box. ``holds(ids, digits)`` answers which records truly contain the digits.

    ``direct(by, typed)`` asks a room itself, through its own gate, for what is found by its number alone; it answers hits.
    """

    kind: str
    label: object
    right: str
    holds: Callable[[Sequence[int], str], set[int]] | None = None
    order: int = 50
    direct: Callable[[Actor, str], Sequence[Any]] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind findable; called in AppConfig.ready of the app that owns it."""
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """All findable kinds by name."""
    return dict(_sources)
