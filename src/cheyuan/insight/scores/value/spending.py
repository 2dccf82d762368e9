"""What a transaction brings: the Gamma-Gamma model (Fader and Hardie 2013, "The Gamma-Gamma model of monetary value").

Amounts of one customer vary around their own mean (shape p); the means of customers vary too (shape q, scale γ).
"""

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from cheyuan.insight.scores.value.climb import Array, climb
from cheyuan.insight.scores.value.gauss import digamma

LEAST = 20


@dataclass(frozen=True)
class Spending:
    """The fitted parameters, in the unit of the amounts."""

    p: float
    q: float
    gamma: float
    height: float = 0.0

    def mean(self) -> float | None:
        """The mean over all customers; None where the model has none (q at most 1)."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1.01 else None

    def expected(self, x: Array, mean: Array, otherwise: float) -> Array:
        """What one transaction of each will bring: their own mean drawn towards everybody's, less so the more there are.

        ``otherwise`` stands for customers without amounts where the model has no mean of its own.
        """
        whole = self.mean()
        known = (x > 0) & (mean > 0) & (self.p * x + self.q > 1.01)
        own = self.p * (self.gamma + np.where(known, x * mean, 0.0)) / np.maximum(self.p * x + self.q - 1, 1e-2)
        found: Array = np.where(known, own, otherwise if whole is None else whole)
        return found


def fit(x: Array, mean: Array) -> Spending | None:
    """The parameters of greatest likelihood over customers with repeats that brought money; None when they are too few."""
    known = (x > 0) & (mean > 0)
    if int(known.sum()) < LEAST:
        return None
    x, mean = x[known], mean[known]
    unit = float(np.median(mean))
    times, found = np.unique(x, return_inverse=True)
    place = found.ravel()

    def likelihood(at: Array) -> tuple[float, Array]:
        height, slope = _likelihood(at, x, mean / unit, times, place)
        return float(height.mean()), slope.mean(axis=1)

    top = climb(likelihood, np.array([3.0, 3.0, 2 / 3 * float(mean.mean()) / unit]))
    if not top.reached:
        return None
    p, q, gamma = (float(one) for one in top.at)
    return Spending(p, q, gamma * unit, float((top.height - np.log(unit)) * len(x)))


def _likelihood(at: Array, x: Array, mean: Array, times: Array, place: NDArray[np.intp]) -> tuple[Array, Array]:
    """Per customer the log-likelihood (formula 1a of the note) and its three slopes."""
    p, q, gamma = at
    shape, whole = p * x, gamma + x * mean
    gammas = np.array([lgamma(p * one + q) - lgamma(p * one) for one in times])[place]
    both, alone = digamma(p * times + q)[place], digamma(p * times)[place]
    height = (
        gammas
        - lgamma(q)
        + q * np.log(gamma)
        + (shape - 1) * np.log(mean)
        + shape * np.log(x)
        - (shape + q) * np.log(whole)
    )
    share = np.log(whole)
    slope = np.stack([
        x * (both - alone + np.log(mean) + np.log(x) - share),
        both - digamma(np.array([q]))[0] + np.log(gamma) - share,
        q / gamma - (shape + q) / whole,
    ])  # fmt: skip
    return height, slope
