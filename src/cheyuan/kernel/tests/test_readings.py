"""PPL-06: companies and places are found by their real reading, without the large table of phrases in memory."""

import sys

import pytest

from cheyuan.kernel.names import syllables


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("重庆长安汽车销售有限公司", "chong qing chang an qi che xiao shou you xian gong si"),
        ("厦门银行", "xia men yin hang"),
        ("成都市都江堰", "cheng du shi du jiang yan"),
        ("单长青", "shan chang qing"),
        ("广州空调工程公司", "guang zhou kong tiao gong cheng gong si"),
    ],
)
def test_ppl_06_names_are_read_as_people_say_them(name: str, read: str) -> None:
    assert " ".join(syllables(name)) == read


def test_plt_50_the_large_table_of_phrases_stays_unread() -> None:
    phrases = sys.modules["pypinyin.constants"].PHRASES_DICT
    assert len(phrases) < 1000
