"""Weak points: the rates that miss their target, the worst first."""

from collections.abc import Mapping
from dataclasses import dataclass

from cheyuan.engage.reports.tally import AT_MOST, RATES, Figures, Part


@dataclass(frozen=True)
class Goal:
    """A rate beside its target (both percent, the rate in tenths); ``gap``: how far it misses it, 0 when it does not."""

    name: str
    part: int
    whole: int
    target: int

    @property
    def known(self) -> bool:
        """Whether there was anything to count."""
        return self.whole > 0

    @property
    def share(self) -> float | None:
        """0–1."""
        return self.part / self.whole if self.whole else None

    @property
    def at_most(self) -> bool:
        """Whether lower is better."""
        return self.name in AT_MOST

    @property
    def gap(self) -> float:
        """Percentage points by which the target is missed."""
        if not self.whole:
            return 0.0
        points = 100 * self.part / self.whole - self.target
        return round(max(0.0, points if self.at_most else -points), 1)

    @property
    def missed(self) -> bool:
        """Compared in whole numbers: nothing is rounded into or out of a target."""
        ours, asked = 100 * self.part, self.target * self.whole
        return self.whole > 0 and (ours > asked if self.at_most else ours < asked)


def goals(figures: Figures | Part, targets: Mapping[str, int]) -> list[Goal]:
    """Every rate with its target, in the order of the report."""
    found = [(name, figures.rate(name)) for name in RATES]
    return [Goal(name, ratio.part, ratio.whole, targets[name]) for name, ratio in found]


def weak_points(figures: Figures, targets: Mapping[str, int]) -> list[Goal]:
    """Those that miss their target, the widest gap first."""
    return sorted((one for one in goals(figures, targets) if one.missed), key=lambda one: (-one.gap, one.name))


def worst_rules(figures: Figures, target: int, least: int = 5) -> list[tuple[str, int, int]]:
    """(rule, due, not made) of the rules below the target of made reminders, most missed first; at most five."""
    below = [
        (rule, one.due, one.due - one.made)
        for rule, one in figures.rules.items()
        if one.due >= least and 100 * one.made < target * one.due
    ]
    return sorted(below, key=lambda one: (-one[2], one[0]))[:5]
