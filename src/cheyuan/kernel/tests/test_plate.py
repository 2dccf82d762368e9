"""PPL-02: number plates by GA 36."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import plate
from cheyuan.kernel.errors import Refused

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
office = st.builds(str.__add__, st.sampled_from(plate.PROVINCES), st.sampled_from(LETTERS))
ordinary = st.builds(str.__add__, office, st.text(LETTERS + DIGITS, min_size=5, max_size=5))
small = st.builds(
    "{}{}{}{}".format,
    office,
    st.sampled_from("DFABCEGHJK"),
    st.sampled_from(LETTERS + DIGITS),
    st.text(DIGITS, min_size=4, max_size=4),
)
large = st.builds("{}{}{}".format, office, st.text(DIGITS, min_size=5, max_size=5), st.sampled_from("DFABCEGHJK"))


@given(st.one_of(ordinary, small, large))
def test_ppl_02_written_in_any_manner_it_is_the_same_plate(number: str) -> None:
    assert plate.clean(f" {number[0]}{number[1].lower()}·{number[2:].lower()}\u3000") == number
    assert plate.spoken(number).replace(" ", "") == number


@given(small)
def test_ppl_02_the_longer_plates_are_new_energy(number: str) -> None:
    assert plate.new_energy(plate.clean(number))
    assert not plate.new_energy(number[:7])


@given(ordinary, st.integers(1, 6), st.sampled_from("IO"))
def test_ppl_02_letters_i_and_o_are_refused(number: str, place: int, letter: str) -> None:
    with pytest.raises(Refused, match="plate_form"):
        plate.clean(number[:place] + letter + number[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "粤A1234学",
        "粤Z1234港",
        "粤ZA234澳",
        "鄂A1234警",
        "沪A1234领",
        "冀BX123挂",
        "224578使",
        "使014578",
        "粤X1234应急",
    ],
)
def test_ppl_02_special_plates_are_known(text: str) -> None:
    assert plate.clean(text) == text


@pytest.mark.parametrize(
    "text", ["京O12I45", "", "A12345", "粤A1234", "粤A123456", "粤AL12345", "临时", "粤A12345粤A12345"]
)
def test_ppl_02_other_forms_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="plate_form"):
        plate.clean(text)


def test_ppl_02_a_plate_is_shown_in_two_groups() -> None:
    assert plate.spoken("粤A7K2M6") == "粤A 7K2M6"
