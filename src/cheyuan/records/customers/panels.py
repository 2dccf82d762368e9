"""What rooms above show on a customer's page, in its side sheet and in its timeline: they register here, nothing is imported.

Columns, filters and views of the customers' list are added with ``lists.spec.extend("customers", More(…))``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers.models import Customer

T = TypeVar("T")
PLACES = ("actions", "next", "lives", "left", "right", "sheet")


@dataclass
class Facing:
    """The customer whose page is being made, and who looks at it. ``once`` asks a question only once per page."""

    by: Actor
    customer: Customer
    at: datetime
    _known: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The store's day."""
        return day_of(self.at)

    def once(self, key: str, ask: Callable[[], T]) -> T:
        """The answer to a question that several panels have."""
        if key not in self._known:
            self._known[key] = ask()
        answer: T = self._known[key]
        return answer

    def has(self, key: str) -> bool:
        """Whether this customer has anything of that kind (``present``); all kinds are asked about by one question."""
        return self.once("has", self._all_kinds)[key]

    def _all_kinds(self) -> Mapping[str, bool]:
        kinds = sorted(_present)
        question = "SELECT " + ", ".join(f"EXISTS ({_present[kind]})" for kind in kinds)  # our own words, no input
        found = asked.rows(question, id=self.customer.pk, stores=list(self.by.store_ids))
        return dict(zip(kinds, found[0], strict=True))


@dataclass(frozen=True)
class Panel:
    """A part of the page. ``load`` answers what ``template`` shows as ``panel``; None leaves the part out.

    Places: ``actions`` (buttons of the head), ``next`` (one sentence: the next touch), ``lives`` (the cars),
    ``left`` and ``right`` (columns below), ``sheet`` (side sheet). ``of`` names a kind (``present``) without which there
    is nothing to load.
    """

    key: str
    place: str
    template: str
    load: Callable[[Facing], Any]
    right: str = "customers.view"
    order: int = 50
    of: str = ""


@dataclass(frozen=True)
class Figure:
    """A number in the head."""

    label: object
    value: str
    unit: object = ""


@dataclass(frozen=True)
class Topic:
    """A kind of entry in the timeline: its chip, its icon."""

    key: str
    label: object
    icon: str
    order: int = 50


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows."""

    template: str
    panel: Any


_panels: dict[str, Panel] = {}
_figures: dict[int, list[Callable[[Facing], Sequence[Figure]]]] = {}
_topics: dict[str, Topic] = {}
_present: dict[str, str] = {}
_names: dict[str, Callable[[Actor, Sequence[int]], Mapping[int, str]]] = {}


def register(*panels: Panel) -> None:
    """Put panels on the page; a second one of the same key and place replaces the first."""
    _panels.update({f"{one.place}:{one.key}": one for one in panels})


def present(**questions: str) -> None:
    """Make kinds of things known that most customers have none of: kind → a SELECT that finds a row when they do.

    It may use ``%(id)s``, the customer, and ``%(stores)s``, an array of stores; ours alone, never what somebody typed.
    """
    _present.update(questions)


def figures(order: int, function: Callable[[Facing], Sequence[Figure]]) -> None:
    """Put figures into the head, in this order."""
    known = _figures.setdefault(order, [])
    if function not in known:
        known.append(function)


def topics(*more: Topic) -> None:
    """Make kinds of timeline entries known."""
    _topics.update({one.key: one for one in more})


def vehicle_names(function: Callable[[Actor, Sequence[int]], Mapping[int, str]]) -> None:
    """Say who knows what cars are called: ``(by, vehicle ids) → id → name``."""
    _names["vehicle"] = function


def shown(facing: Facing, place: str) -> list[Shown]:
    """The panels of a place that have something to show to this person."""
    wanted = sorted((one for one in _panels.values() if one.place == place), key=lambda one: (one.order, one.key))
    wanted = [one for one in wanted if facing.by.may(one.right) and (not one.of or facing.has(one.of))]
    loaded = ((one, one.load(facing)) for one in wanted)
    return [Shown(one.template, found) for one, found in loaded if found is not None]


def all_figures(facing: Facing) -> list[Figure]:
    """The figures of the head."""
    return [figure for order in sorted(_figures) for function in _figures[order] for figure in function(facing)]


def all_topics() -> list[Topic]:
    """The kinds of timeline entries, in order."""
    return sorted(_topics.values(), key=lambda one: (one.order, one.key))


def topic(key: str) -> Topic | None:
    """One of them."""
    return _topics.get(key)


def names_of_vehicles(by: Actor, ids: Iterable[int]) -> Mapping[int, str]:
    """What these cars are called; empty when nobody knows."""
    wanted = sorted(set(ids))
    return _names["vehicle"](by, wanted) if wanted and "vehicle" in _names else {}
