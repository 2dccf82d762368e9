"""How often people come and whether they still do: the BG/NBD model (Fader, Hardie and Lee 2005, "Counting your customers").

While a customer is one, transactions come at their own pace λ ~ Gamma(r, α); after each of them they may drop out, each
with their own chance p ~ Beta(a, b). Times are in any unit, the same throughout.
"""

from dataclasses import dataclass

import numpy as np

from cheyuan.insight.scores.value.climb import Array, climb
from cheyuan.insight.scores.value.gauss import beta_rule

LEAST = 20  # customers with a repeat, for a fit at all
FEATHER = 5e-6
"""Draws the logarithms towards 0, by less than what one customer in ten thousand says: where all customers are alike
(services every half year) the top lies at infinity, and this keeps it in sight; elsewhere it moves nothing that is shown."""


@dataclass(frozen=True)
class Histories:
    """Per customer: ``x`` repeats, ``last`` the time of the newest one (0 without), ``whole`` the time they were watched."""

    x: Array
    last: Array
    whole: Array


@dataclass(frozen=True)
class Coming:
    """The fitted parameters; ``height`` is the log-likelihood of all customers together."""

    r: float
    alpha: float
    a: float
    b: float
    height: float = 0.0

    def alive(self, of: Histories) -> Array:
        """The chance that each is still a customer; without a repeat nothing could have driven them away: 1."""
        gone = np.log(self.a) - np.log(self.b + np.maximum(of.x, 1) - 1)
        gone = gone + (self.r + of.x) * (np.log(self.alpha + of.whole) - np.log(self.alpha + of.last))
        gone = np.where(of.x > 0, gone, -np.inf)
        chances: Array = np.exp(-np.logaddexp(0.0, gone))
        return chances

    def expected(self, of: Histories, ahead: float) -> Array:
        """How many transactions each will make in the time ``ahead``, gone or not.

        The mean of (1 − e^(−λpt))/p over what is known of λ and p: no hypergeometric series, whatever the parameters.
        """
        alive, found = self.alive(of), np.zeros(len(of.x))
        for times in np.unique(of.x):
            those = of.x == times
            chance, weight = beta_rule(self.a, self.b + float(times))
            ratio = np.log1p(chance[None, :] * ahead / (self.alpha + of.whole[those])[:, None])
            found[those] = (-np.expm1(-(self.r + times) * ratio) / chance) @ weight
        expected: Array = found * alive
        return expected


def fit(of: Histories) -> Coming | None:
    """The parameters of greatest likelihood; None when there is too little to learn from."""
    if len(of.x) < LEAST or (of.x > 0).sum() < LEAST:
        return None
    table, counts = _alike(of)

    def likelihood(leading: Array) -> tuple[float, Array]:
        height, slope = _likelihood(_whole(leading), table)
        logs = np.log(leading)
        lean = FEATHER * float(logs @ logs), 2 * FEATHER * logs / leading
        along = _along(leading, (slope @ counts) / counts.sum())
        return float(height @ counts) / counts.sum() - lean[0], along - lean[1]

    tops = [climb(likelihood, np.array([r, alpha / r, a, b / a])) for r, alpha, a, b in _starts(of)]
    best = max((one for one in tops if one.reached), key=lambda one: one.height, default=None)
    if best is None:
        return None
    at = _whole(best.at)
    r, alpha, a, b = (float(one) for one in at)
    return Coming(r, alpha, a, b, float(_likelihood(at, table)[0] @ counts))


def _whole(leading: Array) -> Array:
    """r, α, a, b from r, α/r, a, b/a: so the ridges of the likelihood lie along the axes of the climb."""
    return np.array([leading[0], leading[0] * leading[1], leading[2], leading[2] * leading[3]])


def _along(leading: Array, slope: Array) -> Array:
    """The slopes by r, α/r, a, b/a from those by r, α, a, b."""
    return np.array([
        slope[0] + slope[1] * leading[1], slope[1] * leading[0], slope[2] + slope[3] * leading[3], slope[3] * leading[2],
    ])  # fmt: skip


def _alike(of: Histories) -> tuple[Histories, Array]:
    """Customers with the same history counted together."""
    rows = np.column_stack([of.x, of.last, of.whole])
    same, counts = np.unique(rows, axis=0, return_counts=True)
    return Histories(same[:, 0], same[:, 1], same[:, 2]), counts.astype(float)


def _starts(of: Histories) -> list[Array]:
    """Where the climbs begin: the moments of a plain count model (NBD), with two guesses of dropping out."""
    pace = of.x.sum() / max(float(of.whole.sum()), 1e-9)
    spread = float(np.var(of.x)) / max(float(of.x.mean()), 1e-9) - 1
    r = float(np.clip(of.x.mean() / max(spread, 0.05), 0.1, 20.0))
    alpha = r / max(pace, 1e-9)
    return [np.array([r, alpha, 1.0, 2.5]), np.array([1.0, 1.0 / max(pace, 1e-9), 0.5, 5.0])]


def _likelihood(at: Array, of: Histories) -> tuple[Array, Array]:
    """Per customer the log-likelihood (formula 6 of the paper) and its four slopes.

    ln Γ(r+x) − ln Γ(r) is the sum of ln(r+k) for k below x: a running sum over whole numbers, exact and without Γ.
    """
    r, alpha, a, b = at
    x, many = of.x.astype(int), np.arange(int(of.x.max(initial=0)))
    sums = [np.concatenate([[0.0], np.cumsum(np.log(base + many))])[x] for base in (r, b, a + b)]
    slopes = [np.concatenate([[0.0], np.cumsum(1 / (base + many))])[x] for base in (r, b, a + b)]
    end, last = np.log(alpha + of.whole), np.log(alpha + of.last)
    stays = -(r + of.x) * end
    before = b + np.maximum(of.x, 1) - 1
    left = np.where(of.x > 0, np.log(a) - np.log(before) - (r + of.x) * last, -np.inf)
    both = np.logaddexp(stays, left)
    one, other = np.exp(stays - both), np.exp(left - both)
    height = sums[0] + r * np.log(alpha) + sums[1] - sums[2] + both
    slope = np.stack([
        slopes[0] + np.log(alpha) - one * end - other * last,
        r / alpha - (r + of.x) * (one / (alpha + of.whole) + other / (alpha + of.last)),
        other / a - slopes[2],
        slopes[1] - slopes[2] - other / before,
    ])  # fmt: skip
    return height, slope
