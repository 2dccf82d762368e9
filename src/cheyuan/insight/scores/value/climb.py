"""Finding the top of a likelihood of a few positive parameters: quasi-Newton steps (BFGS) in their logarithms."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Likelihood = Callable[[Array], tuple[float, Array]]
"""Parameters → log-likelihood per row, and its slope by each parameter."""
STEPS, HALVINGS, LONGEST = 300, 40, 2.0
FLAT = 1e-9
FARTHEST = 14.0  # logarithms beyond this say that the data do not hold the parameter: e^14 is about a million


class Top(NamedTuple):
    """Where the climb ended, how high, and whether it is flat there."""

    at: Array
    height: float
    reached: bool


def climb(likelihood: Likelihood, start: Array) -> Top:
    """The maximum over positive parameters, beginning at ``start``; ``reached`` is false where no top was found."""

    def down(logs: Array) -> tuple[float, Array]:
        at = np.exp(logs)
        height, slope = likelihood(at)
        return -height, -slope * at

    place = np.log(start)
    value, slope = down(place)
    bend = np.eye(len(place))
    for _step in range(STEPS):
        if np.abs(slope).max() < FLAT:
            return Top(np.exp(place), -value, True)
        step = _bounded(-bend @ slope)
        if step @ slope >= 0:
            bend, step = np.eye(len(place)), _bounded(-slope)
        found = _along(down, place, value, slope, step)
        if found is None:
            break
        new, lower, steeper = found
        bend = _bent(bend, new - place, steeper - slope)
        place, value, slope = new, lower, steeper
    settled = bool(np.abs(slope).max() < 1e-5 and np.abs(place).max() < FARTHEST)
    return Top(np.exp(place), -value, settled)


def _bounded(step: Array) -> Array:
    return step * min(1.0, LONGEST / max(float(np.abs(step).max()), 1e-300))


def _along(
    down: Callable[[Array], tuple[float, Array]], place: Array, value: float, slope: Array, step: Array
) -> tuple[Array, float, Array] | None:
    """The first halving of the step that goes down far enough (Armijo); None when none does."""
    share = 1.0
    for _halving in range(HALVINGS):
        new = np.clip(place + share * step, -FARTHEST, FARTHEST)
        lower, steeper = down(new)
        if np.isfinite(lower) and lower <= value + 1e-4 * share * float(step @ slope):
            return new, lower, steeper
        share /= 2
    return None


def _bent(bend: Array, moved: Array, turned: Array) -> Array:
    """BFGS: the inverse curvature after one more step."""
    along = float(moved @ turned)
    if along <= 1e-300:
        return bend
    first = bend @ turned
    return (
        bend
        + np.outer(moved, moved) * (along + float(turned @ first)) / along**2
        - (np.outer(first, moved) + np.outer(moved, first)) / along
    )
