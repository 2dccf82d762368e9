"""When a customer will come next, and the chance that they will not: plain rules over days, each with its reason (INS-11).

The chance of the model alone says little of people who come twice a year: silence of five months is nothing. So it is only
one voice, and only once a visit is overdue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp, log
from statistics import median
from typing import Any

GAPS = 3
EARLIER, LATER = 14, 30
"""Days around a date that follows from months and kilometres alone."""
EDGES = ((0, "churn_on_time"), (29, "churn_30"), (89, "churn_90"), (360, "churn_360"))


@dataclass(frozen=True)
class Next:
    """The day, the span around it, and what it rests on: ``rhythm``, ``due`` or ``usual``; ``every`` the gap in days."""

    on: date
    since: date
    until: date
    by: str
    every: int = 0


def next_visit(days: Sequence[date], due_on: date | None, usual_days: int) -> Next | None:
    """Their own rhythm when there are three gaps between visits; else the day by months and kilometres; else the usual gap.

    ``days`` are their visits in order. None when nothing is known of them at all.
    """
    gaps = sorted((later - sooner).days for sooner, later in pairwise(days))
    if len(gaps) >= GAPS:
        every = max(1, round(median(gaps)))
        low, high = gaps[len(gaps) // 5], gaps[-1 - len(gaps) // 5]
        last = days[-1]
        return Next(
            last + timedelta(days=every), last + timedelta(days=min(low, every)),
            last + timedelta(days=max(high, every)), "rhythm", every,
        )  # fmt: skip
    if due_on is not None:
        return Next(due_on, due_on - timedelta(days=EARLIER), due_on + timedelta(days=LATER), "due")
    if days:
        on = days[-1] + timedelta(days=usual_days)
        return Next(on, on - timedelta(days=usual_days // 4), on + timedelta(days=usual_days // 4), "usual", usual_days)
    return None


def churn(alive: float | None, late: int, cars: int, rates: dict[str, int]) -> tuple[int, list[dict[str, Any]]]:
    """The chance to leave in percent, with its reasons.

    ``late`` are the days since the end of the span in which they were expected (0: on time); ``cars`` how many they still
    have here. The overdue days weigh as much as the model (the mean of both odds); who is on time is never worse than the
    policy for it, however long ago the last visit was.
    """
    if not cars:
        return 100, [{"code": "no_car"}]
    by_days = next((rates[name] for edge, name in EDGES if late <= edge), rates["churn_lost"])
    reasons: list[dict[str, Any]] = [{"code": "late", "days": late} if late else {"code": "on_time"}]
    if alive is None:
        return by_days, reasons
    both = _between(by_days / 100, 1 - alive)
    percent = round(100 * (both if late else min(both, by_days / 100)))
    return percent, [*reasons, {"code": "model", "percent": round(100 * alive)}]


def _between(one: float, other: float) -> float:
    """The mean of two chances by their odds."""
    odds = [log(min(max(chance, 0.001), 0.999) / (1 - min(max(chance, 0.001), 0.999))) for chance in (one, other)]
    return 1 / (1 + exp(-sum(odds) / 2))
