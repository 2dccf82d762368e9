"""CARE-14: shares and differences against values worked elsewhere; looking often does not spend the level."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.engage.contact.proportions import bound, difference, variance, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_care_14_wilson_as_in_newcombe_1998(part, whole, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857, table I, method 3."""
    found = wilson(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_care_14_nothing_is_known_of_nothing():
    assert (wilson(0, 0).rate, wilson(0, 0).low, wilson(0, 0).high) == (None, 0.0, 1.0)
    assert difference((0, 0), (5, 9), effect=0.05) is None


def test_care_14_the_always_valid_bound_worked_by_hand():
    """V = 0.0001, t = 0.05: V + t² = 0.0026; ln(sqrt(26) / 0.05) = ln(101.98) = 4.62478;
    2·0.0001·0.0026/0.0025·4.62478 = 0.000961954; its root 0.031015. One look alone would take 1.96·0.01 = 0.0196."""
    assert bound(0.0001, 0.05) == pytest.approx(0.031015, abs=5e-6)


def test_care_14_the_variance_worked_by_hand():
    """(119 + 1)/(398 + 2) = 0.3: 0.3·0.7/400 = 0.000525; (159 + 1)/400 = 0.4: 0.4·0.6/400 = 0.0006."""
    assert variance((119, 398), (159, 398)) == pytest.approx(0.001125)


def test_care_14_a_clear_difference_says_which_way():
    more = difference((300, 1000), (420, 1000), effect=0.05)
    less = difference((420, 1000), (300, 1000), effect=0.05)
    assert more is not None
    assert less is not None
    assert (more.verdict, less.verdict) == ("more", "less")
    assert (round(more.value, 2), more.low > 0, less.high < 0) == (0.12, True, True)
    assert more.low == pytest.approx(-less.high)


def test_care_14_without_a_clear_one_it_says_how_many_more_calls():
    former, later = (120, 400), (140, 400)
    found = difference(former, later, effect=0.05, both=True)
    assert found is not None
    assert found.verdict == "open"
    assert found.needed is not None
    half = found.needed // 2
    enough = bound(variance(former, later, (half, half)), 0.05)
    short = bound(variance(former, later, (half - 10, half - 10)), 0.05)
    assert enough < 0.05 <= short, "with so many it could be told, with twenty fewer not"


def test_care_14_a_former_version_with_few_calls_cannot_be_told_from_the_later_one_alone():
    found = difference((10, 30), (200, 500), effect=0.05)
    assert found is not None
    assert (found.verdict, found.needed) == ("open", None)


def test_care_14_a_difference_that_does_not_matter_is_called_the_same():
    found = difference((40_000, 100_000), (40_050, 100_000), effect=0.05)
    assert found is not None
    assert found.verdict == "same"


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
def test_care_14_intervals_hold_what_was_seen(one, first, two, second):
    a, b = (min(one, first), first), (min(two, second), second)
    share, found = wilson(*a), difference(a, b, effect=0.05)
    assert found is not None
    assert 0 <= share.low <= a[0] / a[1] <= share.high <= 1
    assert -1 <= found.low <= found.value <= found.high <= 1
    back = difference(b, a, effect=0.05)
    assert back is not None
    assert back.value == pytest.approx(-found.value)


def _peeked(chance, level_of):
    """Two equal scripts, looked at every 20 calls of each for 2,000 calls: was a difference ever called?"""
    one = two = 0
    for calls in range(20, 1001, 20):
        one += sum(chance.random() < 0.4 for _ in range(20))
        two += sum(chance.random() < 0.4 for _ in range(20))
        if level_of((one, calls), (two, calls)):
            return True
    return False


def _always(former, later):
    found = difference(former, later, effect=0.05)
    return found is not None and found.verdict in ("more", "less")


def _once(former, later):
    """The usual test of two proportions, made for one look."""
    (a, m), (b, n) = former, later
    pooled = (a + b) / (m + n)
    spread = sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
    return spread > 0 and abs(a / m - b / n) / spread > 1.96


def test_care_14_looking_every_day_calls_no_more_false_differences_than_the_level():
    runs = 300
    chance = random.Random(14)
    false = sum(_peeked(chance, _always) for _ in range(runs))
    naive = sum(_peeked(chance, _once) for _ in range(runs))
    assert false <= 0.05 * runs
    assert naive > 0.15 * runs, "control: the usual test, looked at so often, is wrong far more often than it says"
