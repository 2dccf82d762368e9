"""From fitted models to figures: expected transactions, value of twelve months and of the years to come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from cheyuan.insight.scores.value import coming, spending
from cheyuan.insight.scores.value.buying import Buying
from cheyuan.insight.scores.value.climb import Array
from cheyuan.insight.scores.value.coming import Coming, Histories
from cheyuan.insight.scores.value.spending import Spending

YEAR = 365.25 / 7
"""Weeks."""


@dataclass(frozen=True)
class Model:
    """Both fits. ``usual`` is the mean amount of all repeats in fen, for those of whom nothing is known."""

    coming: Coming
    spending: Spending | None
    usual: float

    def facts(self) -> dict[str, float | None]:
        """The parameters by name, six digits; those of the amounts in fen."""
        money = self.spending
        own = {"r": self.coming.r, "alpha": self.coming.alpha, "a": self.coming.a, "b": self.coming.b}
        own |= {"p": money.p, "q": money.q, "gamma": money.gamma} if money else {}
        return {name: float(f"{one:.6g}") for name, one in {**own, "usual": self.usual}.items()}


@dataclass(frozen=True)
class Predicted:
    """Per customer: chance of being one still, transactions and value of the next year, discounted value of the years to come."""

    alive: Array
    visits: Array
    each: Array
    year: Array
    life: Array


def fitted(of: Buying) -> Model | None:
    """The models of these histories; None when there are too few repeats to learn from."""
    found = coming.fit(of.of)
    if found is None:
        return None
    return Model(found, spending.fit(of.of.x, of.mean), usual(of))


def usual(of: Buying) -> float:
    """The mean amount of all repeats, in fen; 0 without any."""
    times = float(of.of.x.sum())
    return float((of.of.x * of.mean).sum()) / times if times else 0.0


def predicted(model: Model, of: Buying, discount: float, years: int) -> Predicted:
    """What is to be expected of each. ``discount`` is a year's rate (0.1 = 10 %); each half year counts at its middle."""
    steps = [model.coming.expected(of.of, YEAR * half / 2) for half in range(1, 2 * years + 1)]
    spent = model.spending
    each = spent.expected(of.of.x, of.mean, model.usual) if spent else np.where(of.mean > 0, of.mean, model.usual)
    life, before = np.zeros(len(of)), np.zeros(len(of))
    for half, until in enumerate(steps):
        life += (until - before) / (1 + discount) ** (half / 2 + 0.25)
        before = until
    visits = steps[1] if years else np.zeros(len(of))
    return Predicted(model.coming.alive(of.of), visits, each, visits * each, life * each)


@dataclass(frozen=True)
class Bin:
    """Customers with a like expectation: how many, transactions expected and made, both per customer."""

    count: int
    expected: float
    made: float


@dataclass(frozen=True)
class Tested:
    """A fit of the past tried on what came after: ``bins``, and errors per customer beside those of going on as before."""

    held_out_from: date
    weeks: float
    customers: int
    expected: float
    made: float
    error: float
    plain_error: float
    bins: list[Bin]

    def facts(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "from": self.held_out_from.isoformat(), "weeks": round(self.weeks, 1), "customers": self.customers,
            "expected": round(self.expected, 1), "made": round(self.made, 1), "error": round(self.error, 4),
            "plain_error": round(self.plain_error, 4),
            "bins": [{"count": one.count, "expected": round(one.expected, 3), "made": round(one.made, 3)} for one in self.bins],
        }  # fmt: skip


Until = Callable[[date], Buying]
Made = Callable[[list[Any], date, date], Array]


def held_out(known: Until, made: Made, today: date, days: int, bins: int = 10) -> Tested | None:
    """Fit what was known ``days`` ago, expect the days since, compare; None when the past alone was too little."""
    edge = today - timedelta(days=days)
    of = known(edge)
    model = fitted(of)
    if model is None:
        return None
    expected = model.coming.expected(of.of, days / 7)
    came = made(of.keys, edge, today)
    plain = _as_before(of.of, days / 7)
    return Tested(
        edge, days / 7, len(of), float(expected.sum()), float(came.sum()), float(np.abs(expected - came).mean()),
        float(np.abs(plain - came).mean()), _bins(expected, came, bins),
    )  # fmt: skip


def _as_before(of: Histories, weeks: float) -> Array:
    """The guess without a model: everybody goes on at the pace they had."""
    found: Array = of.x / np.maximum(of.whole, 1.0) * weeks
    return found


def _bins(expected: Array, came: Array, bins: int) -> list[Bin]:
    order = np.argsort(expected, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return [Bin(len(part), float(expected[part].mean()), float(came[part].mean())) for part in parts]
