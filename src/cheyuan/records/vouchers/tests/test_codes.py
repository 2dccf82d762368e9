"""CARE-R23: codes that can be read aloud, typed, and not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel.errors import Refused
from cheyuan.records.vouchers import codes

CODES = st.builds(lambda drawn: drawn + codes.check_sign(drawn), st.text(alphabet=codes.SIGNS, min_size=9, max_size=9))


@given(CODES, st.integers(0, 9), st.sampled_from(codes.SIGNS))
def test_care_r23_one_wrong_sign_is_no_code(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong == code:
        assert codes.clean(wrong) == code
    else:
        with pytest.raises(Refused, match="voucher_code"):
            codes.clean(wrong)


@given(CODES, st.integers(0, 7))
def test_care_r23_two_swapped_neighbours_are_no_code(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(Refused, match="voucher_code"):
            codes.clean(wrong)


@given(CODES)
def test_care_r23_a_code_is_read_in_any_spelling(code: str) -> None:
    assert codes.clean(f" {codes.spoken(code).lower()} ") == code
    assert codes.clean("".join(chr(ord(sign) + 0xFEE0) for sign in code)) == code
    assert code[:7] not in codes.masked(code).replace(" ", "")


def test_care_r23_codes_are_drawn_by_chance() -> None:
    assert len({codes.draw() for _ in range(500)}) == 500


@pytest.mark.parametrize("typed", ["", "ABC", "O" * 10, "０" * 10, "2" * 11])
def test_care_r23_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="voucher_code"):
        codes.clean(typed)
