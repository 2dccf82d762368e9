"""CARE-50: numbers, postcodes, words: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.engage.letters import postcodes, wording
from cheyuan.engage.letters.document.paper import square
from cheyuan.engage.letters.numbers import check_digit, number_of, read
from cheyuan.engage.letters.recipients import addressed, covered
from cheyuan.kernel.errors import Refused


@given(st.integers(1, 10**9), st.integers(1, 99_999), st.data())
def test_care_50_a_number_is_read_as_it_was_printed_and_one_wrong_digit_is_found(mailing, place, data):
    number = number_of(mailing, place)
    assert read(number) == read(number.replace("-", "")) == number
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != number[at]]))
    assert read(number[:at] + other + number[at + 1 :]) == ""


def test_care_50_the_check_digit_is_that_of_iso_7064():
    """ISO/IEC 7064 MOD 11,10, the standard's own example: 0794 → 5."""
    assert check_digit("0794") == "5"


@pytest.mark.parametrize(
    ("typed", "code", "rest"),
    [
        ("510623 广州市天河区华夏路 16 号", "510623", "广州市天河区华夏路 16 号"),
        ("华夏路 16 号（邮编：510623）", "510623", "华夏路 16 号"),
        ("华夏路 510623 号楼", "", "华夏路 510623 号楼"),
        ("华夏路 16 号", "", "华夏路 16 号"),
        ("电话 13800138000", "", "电话 13800138000"),
    ],
)
def test_care_50_a_postcode_stands_at_an_end_of_the_address(typed, code, rest):
    assert postcodes.parted(typed) == (code, rest)


def test_care_50_else_that_of_the_city_and_empty_squares_for_an_unknown_one():
    assert postcodes.of_city("广州市") == "510000"
    assert postcodes.of_city("海淀区", "北京市") == "100000"
    assert postcodes.of_city("某某县", "广东省") == ""


def test_care_50_an_address_names_nothing_twice():
    assert postcodes.whole("广东省", "广州市", "天河区", "华夏路 16 号") == "广东省广州市天河区华夏路 16 号"
    assert postcodes.whole("广东省", "广州", "天河区", "广州市天河区华夏路 16 号") == "广东省广州市天河区华夏路 16 号"
    assert postcodes.whole("北京市", "北京", "海淀区", "学院路 1 号") == "北京海淀区学院路 1 号"


def test_care_50_a_line_of_the_name():
    assert addressed("陈立群", "M", "person", 0) == "陈立群 先生 收"
    assert addressed("陈立群", "M", "person", 2) == "陈立群 先生 阖府 收"
    assert addressed("某某有限公司", "M", "company", 1) == "某某有限公司 收"


def test_ppl_09_a_preview_covers_the_street():
    assert covered("广东省广州市天河区华夏路 16 号") == "广东省广州市天河区 ＊＊＊＊＊＊"
    assert "16" not in covered("华夏路 16 号")


@given(st.text(max_size=200))
def test_care_50_stored_words_are_only_ever_substituted(text):
    try:
        kept = wording.check(text, 200, "body")
    except Refused:
        return
    assert "{" not in wording.filled(kept, dict.fromkeys(wording.PLACEHOLDERS, "x"))


@pytest.mark.parametrize("text", ["{0}", "{title.__class__}", "{title!r}", "{", "}}", "{{title}}"])
def test_care_50_no_other_placeholder_is_known(text):
    with pytest.raises(Refused, match="placeholder_unknown"):
        wording.check(text, 200, "body")


def test_care_50_the_code_is_drawn_in_runs():
    side, path = square("12-00345-1")
    assert side == 21
    assert path.startswith("M0 0h7v1h-7z"), "the finder pattern begins with seven dark modules"
