"""PLT-10: length and price of text messages; what counts as a refusal however it is typed (P6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.channels.counting import length
from cheyuan.base.channels.inbound import WORDS, is_refusal


@pytest.mark.parametrize(
    ("text", "alphabet", "parts"),
    [("好" * 70, "ucs2", 1), ("好" * 71, "ucs2", 2), ("好" * 134, "ucs2", 2), ("好" * 135, "ucs2", 3),
     ("a" * 160, "gsm", 1), ("a" * 161, "gsm", 2), ("a" * 306, "gsm", 2), ("{" * 80, "gsm", 1), ("{" * 81, "gsm", 2),
     ("🚗" * 35, "ucs2", 1), ("🚗" * 36, "ucs2", 2), ("🚗" * 67, "ucs2", 3), ("", "gsm", 1)],
)  # fmt: skip
def test_plt_10_parts_of_a_text_message(text, alphabet, parts):
    found = length(text)
    assert (found.alphabet, found.parts) == (alphabet, parts)


@given(st.text(max_size=400))
def test_plt_10_parts_never_hold_more_than_fits(text):
    found = length(text)
    room = {"gsm": (160, 153), "ucs2": (70, 67)}[found.alphabet]
    assert found.units <= (room[0] if found.parts == 1 else room[1] * found.parts)
    assert found.parts == 1 or found.units > (found.parts - 1) * (room[1] - 1)


@pytest.mark.parametrize(
    "words",
    ["R", "r", "Ｒ", " ｒ ", "T", "TD", "td", "ＴＤ", "t d", "T.D.", "退订", "退订！", "【退订】", "退 订", "回复TD", "请退订",
     "退订谢谢", "拒收", "我要退订", "stop", "回复R", "退订短信", "R。", "\u200bTD"],
)  # fmt: skip
def test_p6_a_refusal_in_whatever_way_it_is_typed(words):
    assert is_refusal(words)


@pytest.mark.parametrize(
    "words", ["", "好的", "R15", "明天到店", "TDI 的机油多少钱", "不退订", "请问几点开门", "谢谢", "今天退货吗"]
)
def test_p6_ordinary_answers_are_none(words):
    assert not is_refusal(words)


@given(
    st.sampled_from(sorted(WORDS)),
    st.lists(st.sampled_from(" \t.,!。！，-_~…　"), max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_p6_marks_width_and_case_do_not_matter(word, noise, small, wide):
    typed = word.lower() if small else word
    typed = "".join(chr(ord(sign) + 0xFEE0) if wide and "!" <= sign <= "~" else sign for sign in typed)
    assert is_refusal("".join(noise) + typed + "".join(noise))
