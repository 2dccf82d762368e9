"""PPL-02: vehicle identification numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import vin
from cheyuan.kernel.errors import Refused

SIGNS = "".join(sorted(vin.LETTERS))
vins = st.text(SIGNS, min_size=17, max_size=17)


def wide(text: str) -> str:
    """The same text in full-width signs."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@given(vins)
def test_ppl_02_spaces_small_letters_and_full_width_do_not_matter(number: str) -> None:
    assert vin.clean(f"\u3000{wide(number[:9].lower())} {number[9:].lower()} ") == number


@given(vins)
def test_ppl_02_the_check_digit_put_right_is_right_and_stays(number: str) -> None:
    right = vin.with_check_digit(number)
    assert vin.check_digit_ok(right)
    assert vin.with_check_digit(right) == right


@given(vins, st.sampled_from(SIGNS), st.integers(0, 16))
def test_ppl_02_the_check_digit_is_one_of_eleven(number: str, sign: str, place: int) -> None:
    assert vin.check_digit(number[:place] + sign + number[place + 1 :]) in "0123456789X"


@pytest.mark.parametrize("known", ["1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715"])
def test_ppl_02_published_examples_pass_the_check(known: str) -> None:
    assert vin.check_digit_ok(known)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LZCDVH3M6RA0050", "vin_length"),
        ("", "vin_length"),
        ("LZCK64KR2NO005214", "vin_letters"),
        ("L" * 16 + "港", "vin_letters"),
    ],
)
def test_ppl_02_a_wrong_form_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        vin.clean(text)
    assert refused.value.code == code


@given(vins, st.integers(1990, 2060))
def test_ppl_02_model_year_is_never_after_the_latest_and_less_than_thirty_years_old(number: str, latest: int) -> None:
    year = vin.model_year(number, latest)
    if number[9] in "0UZ":
        assert year is None
    elif year is not None:
        assert latest - 30 < year <= latest


def test_ppl_02_model_year_of_known_letters() -> None:
    assert [vin.model_year("LZASB6X56" + sign + "D000000", 2027) for sign in "NMTSV1"] == [
        2022,
        2021,
        2026,
        2025,
        2027,
        2001,
    ]
