"""PPL-01, PPL-09, PPL-10: telephone numbers, their mask, their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import phone
from cheyuan.kernel.errors import Refused

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(
    mobiles, st.sampled_from(["{}", "+86{}", "0086 {}", "86-{}", "\u3000{}", "０{}"]), st.sampled_from(["", " ", "-"])
)
def test_ppl_01_a_mobile_in_any_manner_is_eleven_digits(number: str, frame: str, gap: str) -> None:
    assert phone.clean(frame.format(gap.join((number[:3], number[3:7], number[7:])))) == number
    assert phone.clean(int(number)) == phone.clean(float(number)) == phone.clean(number + ".0") == number


@given(mobiles)
def test_ppl_09_the_mask_hides_the_middle(number: str) -> None:
    assert phone.masked(number) == f"{number[:3]}****{number[7:]}"
    assert phone.grouped_mask(number) == f"{number[:3]} **** {number[7:]}"
    assert phone.grouped(number).replace(" ", "") == number


@given(mobiles, st.integers(0, 8), st.integers(3, 4))
def test_ppl_10_every_run_of_three_and_four_digits_is_a_gram(number: str, start: int, size: int) -> None:
    part = number[start : start + size]
    found = phone.grams(number)
    assert len(part) < size or part in found
    assert len(found) == len(set(found)) <= 17


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("010-6512 3456", "01065123456"),
        ("(0755) 2651234", "07552651234"),
        ("+86 21 65123456", "02165123456"),
        ("400-651-2345", "4006512345"),
    ],
)
def test_ppl_01_landlines_keep_their_area_code(text: str, digits: str) -> None:
    assert phone.clean(text) == digits


@pytest.mark.parametrize(
    "text", ["13676502", "", None, "12345678901", "1.38E+10", "138001380001", "65123456", True, "无"]
)
def test_ppl_01_other_forms_are_refused(text: object) -> None:
    with pytest.raises(Refused, match="phone_form"):
        phone.clean(text)


def test_ppl_09_short_numbers_are_masked_too() -> None:
    assert (phone.masked("65123456"), phone.masked("123456"), phone.masked("123")) == (
        "651****3456",
        "****3456",
        "****",
    )
    assert phone.grouped("01065123456") == "010 6512 3456"
    assert phone.grouped("07552651234") == "0755 265 1234"
