"""Naming any record by two plain values, and the register of kinds that can be named so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cheyuan.kernel.actor import Actor


class Ref(NamedTuple):
    """A record of any app: its kind ("customer", "vehicle", "task" …) and its id."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Kind:
    """What other rooms need to know of a kind: its name for people, the address of its page, the right to see it."""

    name: str
    label: object  # lazily translated
    address: Callable[[int], str]
    right: str
    icon: str = "dot"
    any_of: Callable[[Actor], bool] | None = None

    def open_to(self, by: Actor) -> bool:
        """May the actor open any record of the kind that is shown to them? With the right alone it may be only their own."""
        return by.may(self.right) and (self.any_of is None or self.any_of(by))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; called once per kind in AppConfig.ready of the app that owns it."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    """All registered kinds by name."""
    return dict(_kinds)


def address(ref: Ref) -> str:
    """The address of the record's page; empty when its kind has none here."""
    kind = _kinds.get(ref.kind)
    return kind.address(ref.id) if kind else ""
