"""What people are told: each room registers its kinds of notices with their sentence in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cheyuan.kernel import ref
from cheyuan.kernel.ref import Ref

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind: its label, its sentence (lazily translated with named places, or a function of the facts), its icon.

    ``address`` is asked where the notice leads when that is not the page of its record.
    """

    name: str
    label: object
    sentence: object | Callable[[Facts], str]
    icon: str = "inbox"
    address: Callable[[Facts], str] | None = None


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; done in AppConfig.ready of the app that tells them."""
    _kinds.update({one.name: one for one in kinds})


def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return dict(_kinds)


def label(name: str) -> str:
    """What notices of this kind are called."""
    return str(_kinds[name].label) if name in _kinds else name


def sentence(name: str, facts: Facts) -> str:
    """The notice in words, in the reader's language."""
    kind = _kinds.get(name)
    if kind is None:
        return name
    if callable(kind.sentence):
        return str(kind.sentence(facts))
    template = str(kind.sentence)
    try:
        return template % facts
    except (KeyError, TypeError, ValueError):
        return template


def icon(name: str) -> str:
    """The icon of a kind."""
    return _kinds[name].icon if name in _kinds else "inbox"


def address(name: str, kind: str, id: int | None, facts: Facts) -> str:
    """Where a notice leads; empty when there is no page."""
    known = _kinds.get(name)
    if known is not None and known.address is not None:
        return known.address(facts)
    return ref.address(Ref(kind, id)) if kind and id is not None else ""
