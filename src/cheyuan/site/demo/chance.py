"""Chance that repeats: the same numbers give the same luck in every run and on every machine."""

from random import Random

_SPREAD = 1_000_003


def chance(*numbers: int) -> Random:
    """A source of luck named by whole numbers (seed, then what it is for). Not for secrets."""
    name = 0
    for number in numbers:
        name = name * _SPREAD + number
    return Random(name)  # noqa: S311 – an invented book, nothing secret
