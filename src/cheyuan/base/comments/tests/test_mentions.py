"""PLT-04: who is mentioned in a text."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.comments.mentions import marked, mentions
from cheyuan.kernel.errors import Refused


@dataclass(frozen=True)
class Somebody:
    id: int
    name: str
    login: str


PEOPLE = [
    Somebody(1, "王伟", "wang.gz01"), Somebody(2, "王伟明", "wang2.gz01"), Somebody(3, "李静", "li"),
    Somebody(4, "李静", "li.gz01"), Somebody(5, "Ann Lee", "ann"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@王伟 请看", [1]), ("@王伟明请看一下", [2]), ("请@王伟看", [1]), ("@wang.gz01，@WANG2.gz01", [1, 2]),
        ("@li.gz01 看", [4]), ("ask @li.", [3]), ("@Ann Lee please", [5]), ("mail a@b.example", []), ("@ 空", []),
        ("@王伟 @王伟", [1]), ("no one", []),
    ],
)  # fmt: skip
def test_plt_04_logins_and_names_are_found(text, found):
    assert [one.id for one in mentions(text, PEOPLE)] == found


def test_plt_04_nobody_and_several_are_refused():
    with pytest.raises(Refused) as none:
        mentions("@张三，请看", PEOPLE)
    assert (none.value.code, none.value.facts["word"]) == ("mention_unknown", "张三")
    with pytest.raises(Refused) as many:
        mentions("@李静 请看", PEOPLE)
    assert (many.value.code, many.value.facts["logins"]) == ("mention_many", "li, li.gz01")


def test_plt_04_marks_stand_where_the_mention_is():
    assert marked("请@王伟明看 a@王伟", ["王伟", "王伟明"]) == [("请", False), ("@王伟明", True), ("看 a@王伟", False)]


@given(st.text(alphabet="@王伟明 a.", max_size=30))
def test_plt_04_any_text_is_answered_and_marks_lose_nothing(text):
    assert "".join(piece for piece, _mark in marked(text, [one.name for one in PEOPLE])) == text
    with suppress(Refused):
        found = mentions(text, PEOPLE)
        assert len({one.id for one in found}) == len(found) <= text.count("@")
