"""What a list is, and the register of lists: an app declares its own, apps above add columns, filters, views and actions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Filter
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class Tab:
    """A view that the product brings along: fields of the address, and the roles that begin with it."""

    key: str
    label: object
    raw: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bulk:
    """What can be done with many rows. ``do(by, ids, values, at)`` answers the ids that it changed.

    ``inputs`` are (name, label, options): a line to type in without options, else a choice. ``undo`` names the action that
    takes it back with the same values.
    """

    key: str
    label: object
    icon: str
    right: str
    do: Callable[[Actor, Sequence[int], Mapping[str, str], datetime], Sequence[int]]
    done: Callable[[int], str]
    inputs: Sequence[tuple[str, object, Callable[[Actor], Sequence[tuple[str, object]]] | None]] = ()
    undo: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Verb:
    """What can be done with one row: a link at its end."""

    label: object
    icon: str
    address: Callable[[Any], str]
    right: str


@dataclass(frozen=True)
class Empty:
    """What an empty list teaches: one sentence and one button, shown to whoever has the right."""

    text: object
    icon: str = ""
    action: object = ""
    url_name: str = ""
    right: str = ""


@dataclass(frozen=True)
class List:
    """One list. ``room`` is the namespace of its addresses; ``card`` names four columns: title, fact, title's line, fact.

    ``head`` is a template with more for the list's head.
    """

    name: str
    room: str
    kind: str
    title: object
    right: str
    export_right: str
    rows: Callable[[Actor], "QuerySet[Any]"]
    counted: Callable[[str, int], str]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sort: str
    card: tuple[str, str, str, str]
    empty: Empty
    tabs: tuple[Tab, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    verbs: tuple[Verb, ...] = ()
    create: Empty | None = None
    search: str = "q"
    head: str = ""
    size: int = 25
    above: str = ""
    """A template shown above the title: where the list is at home."""

    def column(self, key: str) -> Column | None:
        """A column by its key."""
        return next((one for one in self.columns if one.key == key), None)

    def address(self, name: str = "list", *args: Any) -> str:
        """An address of this list or its room."""
        return reverse(f"{self.room}:{name}", args=args)


@dataclass(frozen=True)
class More:
    """What another app adds; the columns stand behind the column ``after``, the views behind "all" (``first``) or last."""

    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    tabs: tuple[Tab, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    verbs: tuple[Verb, ...] = ()
    after: str = ""
    first: bool = False


_lists: dict[str, List] = {}
_more: dict[str, list[More]] = {}
_made: dict[str, List] = {}


def register(one: List) -> None:
    """Make a list known; done in AppConfig.ready of its app."""
    _lists[one.name] = one
    _made.pop(one.name, None)


def extend(name: str, more: More) -> None:
    """Add to a list of a lower floor; done in AppConfig.ready of the app that adds."""
    _more.setdefault(name, []).append(more)
    _made.pop(name, None)


def get(name: str) -> List:
    """The list with all that was added to it; Missing when there is none of that name."""
    if name not in _lists:
        raise Missing("list", name)
    if name not in _made:
        one = _lists[name]
        for more in _more.get(name, []):
            one = _joined(one, more)
        _made[name] = one
    return _made[name]


Fits = Callable[[List, Actor], bool]
_offers: dict[str, Fits] = {}


def offer(template: str, fits: Fits) -> None:
    """Put a tool beside the export of lists that fit; done in AppConfig.ready of the app that offers it."""
    _offers[template] = fits


def offers(one: List, by: Actor) -> list[str]:
    """The templates of tools that this actor finds on this list."""
    return [template for template, fits in _offers.items() if fits(one, by)]


def names() -> list[str]:
    """All lists by name."""
    return sorted(_lists)


def _joined(one: List, more: More) -> List:
    keys = [column.key for column in one.columns]
    at = keys.index(more.after) + 1 if more.after in keys else len(keys)
    return replace(
        one,
        columns=(*one.columns[:at], *more.columns, *one.columns[at:]),
        filters=(*one.filters, *more.filters),
        tabs=(*one.tabs[:1], *more.tabs, *one.tabs[1:]) if more.first else (*one.tabs, *more.tabs),
        bulk=(*one.bulk, *more.bulk),
        verbs=(*one.verbs, *more.verbs),
    )
