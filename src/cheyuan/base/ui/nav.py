"""The rail and what the frame of a page asks other rooms for. Rooms register here in AppConfig.ready; nothing is imported.

An entry appears only when its room has registered it, its address resolves and the actor has the right.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cheyuan.kernel.actor import Actor

FIT = 13
"""So many rooms stand on the rail of a desk before rare ones hide behind "More"."""


@dataclass(frozen=True)
class Entry:
    """One room: two Chinese characters as label, an icon's name, the address's name, the right needed ("" = none).

    ``foot`` puts it at the rail's foot; the four first entries are the phone's tabs, the others hide behind "More". So do
    ``rare`` ones on a desk's rail, for whoever has more rooms than fit. Whoever has the right ``unless`` gets there another way.
    """

    key: str
    label: object  # lazily translated
    icon: str
    url_name: str
    right: str = ""
    order: int = 50
    foot: bool = False
    rare: bool = False
    unless: str = ""


@dataclass(frozen=True)
class Store:
    """A store that the actor may switch to."""

    id: int
    name: str
    current: bool = False


@dataclass(frozen=True)
class Job:
    """A running job in the top bar: its name, how far (0-100, None when unknown), its page."""

    label: object
    share: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Link:
    """An entry ready to be drawn."""

    key: str
    label: object
    icon: str
    url: str
    active: bool
    foot: bool
    rare: bool = False


_entries: dict[str, Entry] = {}
_providers: dict[str, Callable[[HttpRequest], Any]] = {}
_addresses: dict[str, str] = {}
_changes = count(1)
_generation = 0


def register(*entries: Entry) -> None:
    """Put rooms on the rail; a second entry of the same key replaces the first."""
    _entries.update({entry.key: entry for entry in entries})
    _changed()


def provide(**providers: Callable[[HttpRequest], Any]) -> None:
    """Say who answers the frame's questions, each a function of the request.

    ``stores`` → Sequence[Store]; ``jobs`` → Sequence[Job]; ``inbox`` → int; ``role`` → str (the actor's role in words);
    ``banner`` → str (a warning above every page).
    """
    _providers.update(providers)


def addresses(**names: str) -> None:
    """Name the addresses (url names) the frame uses.

    search, drafts (prefix), lock, unlock, switch_store, inbox, me, logout, login.
    """
    _addresses.update(names)
    _changed()


def generation() -> int:
    """Grows with every registration: what was drawn of the frame before is no longer true."""
    return _generation


def _changed() -> None:
    global _generation
    _generation = next(_changes)


def ask(request: HttpRequest, question: str, otherwise: Any) -> Any:
    """A provider's answer, or ``otherwise`` when nobody provides it or nobody is logged in."""
    provider = _providers.get(question)
    return provider(request) if provider else otherwise


def resolve(name: str) -> str:
    """The address of a url name; empty when that room does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address(key: str) -> str:
    """The address registered under a key of ``addresses``; empty when there is none."""
    return resolve(_addresses[key]) if key in _addresses else ""


def links(actor: Actor | None, here: str, rail: Iterable[Entry] | None = None) -> Sequence[Link]:
    """The rooms this actor sees, in order; ``here`` is the namespace or url name of the page shown."""
    if actor is None:
        return []
    if rail is None:
        return _rail(actor.kind, actor.rights, here, _generation)
    return _links(actor, here, rail)


@lru_cache(maxsize=2000)
def _rail(kind: str, rights: frozenset[str], here: str, _age: int) -> Sequence[Link]:
    """The same for everybody with these rights; which rooms there are is settled when the program starts."""
    return tuple(_links(Actor(kind, "", 0, (), rights=rights), here, _entries.values()))


def _links(actor: Actor, here: str, rail: Iterable[Entry]) -> Sequence[Link]:
    wanted = sorted(rail, key=lambda entry: (entry.foot, entry.order, entry.key))
    drawn = (_link(entry, here) for entry in wanted if _open(entry, actor))
    found = [link for link in drawn if link.url]
    return found if len(found) > FIT else [replace(link, rare=False) for link in found]


def _open(entry: Entry, actor: Actor) -> bool:
    return (not entry.right or actor.may(entry.right)) and not (entry.unless and actor.may(entry.unless))


def _link(entry: Entry, here: str) -> Link:
    active = here in (entry.key, entry.url_name) or (":" in entry.url_name and here.startswith(_room(entry.url_name)))
    return Link(entry.key, entry.label, entry.icon, resolve(entry.url_name), active, entry.foot, entry.rare)


def _room(url_name: str) -> str:
    return url_name.rsplit(":", 1)[0] + ":"
