"""Transactions as histories: per customer how often they came again, when last, how long they were watched, what it brought.

Times are weeks, amounts whole fen. Several transactions of one day are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from cheyuan.insight.scores.value.climb import Array
from cheyuan.insight.scores.value.coming import Histories

WEEK = 7


@dataclass(frozen=True)
class Buying:
    """Customers in the order of ``keys``: their histories, and the mean amount of a repeat in fen (0 without)."""

    keys: list[Any]
    of: Histories
    mean: Array

    def __len__(self) -> int:
        return len(self.keys)


Days = Mapping[date, int]
"""What a customer spent by day, in fen."""


def watched(days: Mapping[Any, Days], until: date, began: Mapping[Any, date] | None = None) -> Buying:
    """The histories of all who began by ``until``; what comes later is not known yet.

    A customer begins on the day of their first transaction, which is no repeat; or on the day named in ``began`` (a car was
    delivered), after which every transaction is one.
    """
    keys, rows = [], []
    for key, mine in days.items():
        first = (began or {}).get(key) or min(mine, default=None)
        if first is None or first > until:
            continue
        again = sorted(day for day in mine if first < day <= until)
        last = (again[-1] - first).days / WEEK if again else 0.0
        mean = sum(mine[day] for day in again) / len(again) if again else 0.0
        keys.append(key)
        rows.append((len(again), last, (until - first).days / WEEK, mean))
    table = np.array(rows, dtype=float).reshape(-1, 4)
    return Buying(keys, Histories(table[:, 0], table[:, 1], table[:, 2]), table[:, 3])


def repeats_between(days: Mapping[Any, Days], keys: Sequence[Any], since: date, until: date) -> Array:
    """How often each came after ``since`` and until ``until``."""
    return np.array([sum(since < day <= until for day in days[key]) for key in keys], dtype=float)
