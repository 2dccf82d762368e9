"""Means over a Beta density by Gauss's rule, and the slope of ln Γ. Formulas: Golub and Welsch 1969; Abramowitz 6.3."""

from functools import lru_cache

import numpy as np

from cheyuan.insight.scores.value.climb import Array

NODES = 48


@lru_cache(maxsize=4096)
def beta_rule(a: float, b: float, nodes: int = NODES) -> tuple[Array, Array]:
    """Places in (0, 1) and weights that sum to 1: the mean of a smooth function under Beta(a, b), ends included.

    The weights are squares of an eigenvector's first parts, so that nothing overflows however large a and b are.
    """
    n = np.arange(nodes, dtype=float)
    upper, lower = b - 1.0, a - 1.0  # Jacobi's exponents on [-1, 1]
    both = 2 * n + upper + lower
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (lower**2 - upper**2) / (both * (both + 2))
    middle[0] = (lower - upper) / (upper + lower + 2)
    n, both = n[1:], both[1:]
    beside = 4 * n * (n + upper) * (n + lower) * (n + upper + lower)
    beside[1:] /= both[1:] ** 2 * (both[1:] ** 2 - 1)[:]
    beside[0] = 4 * (1 + upper) * (1 + lower) / ((2 + upper + lower) ** 2 * (3 + upper + lower))
    roots, vectors = np.linalg.eigh(np.diag(middle) + np.diag(np.sqrt(beside), 1) + np.diag(np.sqrt(beside), -1))
    return (roots + 1) / 2, vectors[0] ** 2


def digamma(at: Array) -> Array:
    """The slope of ln Γ for positive numbers: stepped up to 10, then Stirling's series."""
    x, steps = np.array(at, dtype=float), np.zeros_like(at, dtype=float)
    for _step in range(10):
        small = x < 10
        steps = steps - np.where(small, 1 / x, 0.0)
        x = np.where(small, x + 1, x)
    square = 1 / x**2
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return steps + np.log(x) - 1 / (2 * x) - series
