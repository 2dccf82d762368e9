"""How sure a share is, and whether two of them differ, however often one looks (CARE-14). Pure arithmetic, no tables.

One share: score interval of Wilson (1927), JASA 22:209. Two shares: the always-valid interval of the mixture sequential
probability ratio test (Robbins 1970; Johari, Pekelis, Walsh 2015, "Always Valid Inference"): with a difference d of variance V
and a mixture N(0, t²), the bound is d ± sqrt(2·V·(V + t²) / t² · ln(sqrt((V + t²) / V) / a)). Looking every day does not
spend its level a, unlike a test that is made for one look at the end.
"""

from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

MOST = 100_000
"""Beyond so many more calls nobody waits for an answer."""


@dataclass(frozen=True)
class Share:
    """So many of so many, with the interval that holds the true share at the level asked for."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None


def wilson(part: int, whole: int, level: float = 0.95) -> Share:
    """The score interval of a share."""
    if not whole:
        return Share(0, 0, 0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    rate, spread = part / whole, z * z / whole
    middle = (rate + spread / 2) / (1 + spread)
    half = z * sqrt(rate * (1 - rate) / whole + spread / whole / 4) / (1 + spread)
    return Share(part, whole, max(0.0, min(rate, middle - half)), min(1.0, max(rate, middle + half)))


@dataclass(frozen=True)
class Difference:
    """The later share less the former one, with its always-valid interval; all from -1 to 1.

    ``verdict``: more, less, same (whatever difference there may be is smaller than what would matter), open.
    ``needed``: about so many more calls until it can be told; None when it is told, or cannot be told this way.
    """

    value: float
    low: float
    high: float
    verdict: str
    needed: int | None = None


def variance(former: tuple[int, int], later: tuple[int, int], more: tuple[int, int] = (0, 0)) -> float:
    """Of the difference of two shares (part, whole), one success and one failure added to each (Agresti, Caffo 2000).

    ``more``: as if so many more calls had come out in the same shares.
    """
    total = 0.0
    for (part, whole), extra in zip((former, later), more, strict=True):
        rate = (part + 1) / (whole + 2)
        total += rate * (1 - rate) / (whole + extra + 2)
    return total


def bound(spread: float, effect: float, level: float = 0.95) -> float:
    """Half the width of the always-valid interval at a variance; ``effect`` is the mixture's t: a difference that matters."""
    mixed = spread + effect * effect
    return sqrt(2 * spread * mixed / (effect * effect) * log(sqrt(mixed / spread) / (1 - level)))


def difference(
    former: tuple[int, int], later: tuple[int, int], *, effect: float, level: float = 0.95, both: bool = False
) -> Difference | None:
    """Compare (reached, calls) of two versions; None as long as one of them was never used.

    ``both``: calls go on with both of them, else only with the later one.
    """
    if not former[1] or not later[1]:
        return None
    value = later[0] / later[1] - former[0] / former[1]
    half = bound(variance(former, later), effect, level)
    low, high = max(-1.0, value - half), min(1.0, value + half)
    if low > 0 or high < 0:
        return Difference(value, low, high, "more" if value > 0 else "less")
    if half < effect and -effect < low and high < effect:
        return Difference(value, low, high, "same")
    wanted = max(abs(value), effect / 2)
    return Difference(value, low, high, "open", _needed(former, later, wanted, effect, level, both))


def _needed(
    former: tuple[int, int], later: tuple[int, int], wanted: float, effect: float, level: float, both: bool
) -> int | None:
    """The least number of further calls, rounded up to tens, at which a difference of ``wanted`` would be told."""

    def told(calls: int) -> bool:
        more = (calls / 2, calls / 2) if both else (0.0, float(calls))
        return bound(variance(former, later, (int(more[0]), int(more[1]))), effect, level) < wanted

    if not told(MOST):
        return None
    low, high = 0, MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if told(middle) else (middle, high)
    return -(-high // 10) * 10
