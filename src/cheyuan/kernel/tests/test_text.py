"""PPL-05: typed text, km and money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import text
from cheyuan.kernel.errors import Refused


@given(st.text())
def test_ppl_05_half_width_is_stable(value: str) -> None:
    assert text.half(text.half(value)) == text.half(value)


def test_ppl_05_full_width_and_wide_spaces_go() -> None:
    assert text.half("\u3000ＡＢｃ１２３（甲）\u3000\u200b") == "ABc123(甲)"
    assert text.half(None) == ""


@given(
    st.integers(0, text.MOST_KM - 1),
    st.sampled_from(["{:,}", "{}公里", "{:,} km", " {}千米", "{}KM", "约{}公里", "{}.0", "{}.7"]),
)
def test_ppl_05_km_in_any_manner(km: int, manner: str) -> None:
    assert text.km(manner.format(km)) == text.km(km) == text.km(float(km)) == km


def test_ppl_05_km_in_ten_thousands() -> None:
    assert (text.km("3.2万公里"), text.km("１２万"), text.km("3,000公里")) == (32_000, 120_000, 3_000)


@given(st.integers(0, 10**9), st.sampled_from(["{:,.2f}", "¥{:,.2f}", "{:.2f}元", "RMB {:.2f}", "￥{:.2f}"]))
def test_ppl_05_yuan_become_fen(fen: int, manner: str) -> None:
    assert text.fen(manner.format(fen / 100)) == text.fen(fen / 100) == fen
    assert text.whole(f"{fen:,}") == text.whole(float(fen)) == fen


@pytest.mark.parametrize(
    "value", ["", "abc", "-1", "1,23", "1e9999", float("inf"), float("nan"), None, True, "10000000", "1.2.3", "万"]
)
def test_ppl_05_what_is_no_mileage_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="km_form"):
        text.km(value)


@pytest.mark.parametrize("value", ["", "abc", "-1", "1.005", "元", None, False, float("-inf"), "1,0000"])
def test_ppl_05_what_is_no_amount_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="money_form"):
        text.fen(value)


@pytest.mark.parametrize("value", ["1.5", "-1", "", "x", 2.5])
def test_ppl_05_what_is_no_whole_number_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="number_form"):
        text.whole(value)
