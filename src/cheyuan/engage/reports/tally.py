"""Figures as plain values that can be added: reminders, and rates of cars. No database, no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SERVICE = ("R08a", "R08b", "R09", "R10")
"""Reminders of a service: of these the booking rate speaks."""
FIRST = ("R08a", "R08b")
BACK = (*SERVICE, "R11", "R12", "R17", "R25")
"""Reminders that call a car to the workshop: only of these a return is counted."""
RATES = ("made", "first_coverage", "first_return", "periodic_return", "booking", "lapse", "recall")
"""The rates of a report, in its order."""
AT_MOST = frozenset({"lapse"})
"""Rates that are better the lower they are."""


@dataclass(frozen=True)
class Tally:
    """Reminders: due in the period, and of these made, reached, booked, returned."""

    due: int = 0
    made: int = 0
    reached: int = 0
    booked: int = 0
    returned: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self.plain, other.plain, strict=True)))

    @property
    def plain(self) -> list[int]:
        """The five in order."""
        return [self.due, self.made, self.reached, self.booked, self.returned]

    @property
    def share(self) -> float | None:
        """Made of those due."""
        return self.made / self.due if self.due else None


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())


@dataclass(frozen=True)
class Ratio:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole)

    @property
    def share(self) -> float | None:
        """0–1; None of nothing."""
        return self.part / self.whole if self.whole else None


Cars = Mapping[str, Ratio]
"""Figure (first, periodic, lapse, recall) → so many of so many cars."""


@dataclass(frozen=True)
class Part:
    """One store, colleague or model."""

    tally: Tally = field(default_factory=Tally)
    service: Tally = field(default_factory=Tally)
    first: Tally = field(default_factory=Tally)
    cars: Cars = field(default_factory=dict)

    def rate(self, name: str) -> Ratio:
        """One of RATES."""
        if name == "made":
            return Ratio(self.tally.made, self.tally.due)
        if name == "first_coverage":
            return Ratio(self.first.made, self.first.due)
        if name == "booking":
            return Ratio(self.service.booked, self.service.reached)
        return self.cars.get(name.removesuffix("_return"), Ratio())

    @property
    def shares(self) -> dict[str, float | None]:
        """Every rate by name, 0–1; None of nothing."""
        return {name: self.rate(name).share for name in RATES}


@dataclass(frozen=True)
class Shop:
    """Where else: how often, how often with a price, and the sum of these prices (fen)."""

    name: str
    count: int
    priced: int
    fen: int

    @property
    def average(self) -> int | None:
        """Fen, half up; None without any price."""
        return (self.fen + self.priced // 2) // self.priced if self.priced else None


@dataclass(frozen=True)
class Figures:
    """All figures of a period. Keys: rule codes, account numbers (0: nobody's), model names, store numbers, ISO days."""

    whole: Part
    rules: Mapping[str, Tally]
    stores: Mapping[int, Part]
    agents: Mapping[int, Part]
    models: Mapping[str, Part]
    days: Mapping[str, Tally]
    reasons: Mapping[str, int]
    shops: tuple[Shop, ...]

    def rate(self, name: str) -> Ratio:
        """One of RATES, of everything."""
        return self.whole.rate(name)


def part_of(by_rule: Mapping[str, Tally], cars: Cars) -> Part:
    """A part out of its reminders by rule and its cars."""
    return Part(
        total(by_rule.values()),
        total(tally for rule, tally in by_rule.items() if rule in SERVICE),
        total(tally for rule, tally in by_rule.items() if rule in FIRST),
        cars,
    )


def plain(figures: Figures) -> dict[str, Any]:
    """As values that JSON can hold; ``from_plain`` reads them again."""
    return {
        "whole": _part(figures.whole),
        "rules": {rule: tally.plain for rule, tally in figures.rules.items()},
        "stores": {str(key): _part(one) for key, one in figures.stores.items()},
        "agents": {str(key): _part(one) for key, one in figures.agents.items()},
        "models": {key: _part(one) for key, one in figures.models.items()},
        "days": {key: tally.plain for key, tally in figures.days.items()},
        "reasons": dict(figures.reasons),
        "shops": [[one.name, one.count, one.priced, one.fen] for one in figures.shops],
    }


def _part(one: Part) -> dict[str, Any]:
    cars = {name: [ratio.part, ratio.whole] for name, ratio in one.cars.items()}
    return {"tally": one.tally.plain, "service": one.service.plain, "first": one.first.plain, "cars": cars}


def from_plain(given: Mapping[str, Any]) -> Figures:
    """Frozen figures as they were."""
    return Figures(
        whole=_read(given["whole"]),
        rules={rule: Tally(*five) for rule, five in sorted(given["rules"].items())},
        stores={int(key): _read(one) for key, one in sorted(given["stores"].items())},
        agents={int(key): _read(one) for key, one in sorted(given["agents"].items())},
        models={key: _read(one) for key, one in sorted(given["models"].items())},
        days={key: Tally(*five) for key, five in sorted(given["days"].items())},
        reasons=dict(sorted(given["reasons"].items(), key=lambda one: (-one[1], one[0]))),
        shops=tuple(Shop(*one) for one in given["shops"]),
    )


def _read(given: Mapping[str, Any]) -> Part:
    cars = {name: Ratio(*two) for name, two in given["cars"].items()}
    return Part(Tally(*given["tally"]), Tally(*given["service"]), Tally(*given["first"]), cars)
