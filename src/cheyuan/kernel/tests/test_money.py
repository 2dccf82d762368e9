"""Money: fen in, words out, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import money
from cheyuan.kernel.errors import Refused


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "¥0"), (123400, "¥1,234"), (123450, "¥1,234.50"), (-5, "-¥0.05"), (100000000, "¥1,000,000")],
)
def test_fen_are_shown_as_people_read_them(fen: int, text: str) -> None:
    assert money.show(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.5", 123450),
        ("¥1,234", 123400),
        ("￥ 80", 8000),
        ("１２３４元", 123400),
        ("RMB 20", 2000),
        ("1.2万", 1_200_000),
        ("1.2万元", 1_200_000),
        ("-3元", -300),
        ("-¥3.05", -305),
        ("0.10", 10),
    ],
)
def test_what_people_write_is_understood(text: str, fen: int) -> None:
    assert money.parse(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1,23", "12,34.5", "--3", "1e5", "=1+1", "9" * 20, "¥", "三百"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        money.parse(text)
    assert refusal.value.code == "money_form"


@given(st.integers(-(10**14), 10**14))
def test_shown_and_parsed_is_the_same_amount(fen: int) -> None:
    assert money.parse(money.show(fen)) == fen


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_sharing_loses_nothing_and_stays_within_one_fen(total: int, weights: list[int]) -> None:
    shares = money.allocate(total, weights)
    assert sum(shares) == total
    parts = weights if any(weights) else [1] * len(weights)
    assert all(abs(share * sum(parts) - total * part) < sum(parts) for share, part in zip(shares, parts, strict=True))


def test_sharing_needs_weights() -> None:
    for weights in ([], [1, -1]):
        with pytest.raises(ValueError, match="weights"):
            money.allocate(100, weights)


@pytest.mark.parametrize(("fen", "points", "part"), [(10_000, 600, 600), (5, 1000, 1), (-5, 1000, -1), (4, 1000, 0)])
def test_percent_rounds_half_up(fen: int, points: int, part: int) -> None:
    assert money.percent(fen, points) == part


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "¥0"),
        (8098281, "¥81,000"),
        (12345678900, "¥123,000,000"),
        (4273712, "¥42,700"),
        (99, "¥1"),
        (-8098281, "-¥81,000"),
    ],
)
def test_an_estimate_is_no_finer_than_it_knows(fen: int, text: str) -> None:
    assert money.about(fen) == text
