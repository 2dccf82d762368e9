"""PPL-01, PPL-10: names found by signs, pinyin and initials; sorted; addressed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import names

signs = st.text("陈立群王小伟单曾欧阳司马娜吕布明", min_size=1, max_size=6)


@given(signs, st.data())
def test_ppl_10_every_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    tokens = names.pinyin_tokens(name)
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    read = names.syllables(name)
    assert name[start:end] in tokens
    assert "".join(read[start:end]) in tokens
    assert end - start < 2 or "".join(part[0] for part in read[start:end]) in tokens


@pytest.mark.parametrize(
    ("name", "token"),
    [("单小乐", "shanxiaole"), ("曾小贤", "zxx"), ("欧阳修", "ouyangxiu"), ("尉迟恭", "yuchigong"), ("仇英", "qiuying"),
     ("吕布", "lvbu"), ("吕布", "lubu"), ("陈立群", "chenl"), ("John Smith", "smi"), ("解放军", "xfj"), ("张乐", "zhangle")],
)  # fmt: skip
def test_ppl_10_surnames_are_read_as_surnames(name: str, token: str) -> None:
    assert token in names.pinyin_tokens(name)


@given(st.text(max_size=60))
def test_ppl_10_any_text_is_borne(name: str) -> None:
    assert all(names.pinyin_tokens(name))
    assert len(names.pinyin_tokens(name)) < 900
    assert isinstance(names.sort_key(name) + names.salutation(name, "M"), str)


def test_ppl_01_names_sort_as_in_the_telephone_book() -> None:
    people = ["曾小贤", "阿明", "Bob", "陈立", "单雄信", "陈丽"]
    assert sorted(people, key=names.sort_key) == ["阿明", "Bob", "陈丽", "陈立", "单雄信", "曾小贤"]


@pytest.mark.parametrize(
    "name", ["广州某某汽车销售有限公司", "Acme Ltd.", "东风小学食堂店", "市第一人民医院", "顺丰车队"]
)
def test_ppl_01_companies_are_known_by_their_names(name: str) -> None:
    assert names.is_company(name)


@pytest.mark.parametrize("name", ["陈立群", "欧阳娜娜", "李广厂", "John Coleman", "", "古丽·买买提"])
def test_ppl_01_persons_are_not_companies(name: str) -> None:
    assert not names.is_company(name)


@pytest.mark.parametrize(
    ("name", "gender", "words"),
    [("陈立群", "M", "陈先生"), ("陈立群", "f", "陈女士"), ("陈立群", "", "陈立群"), ("欧阳娜娜", "F", "欧阳女士"),
     ("广州某某有限公司", "M", "广州某某有限公司"), ("John Smith", "M", "John Smith"), ("古丽·买买提", "F", "古丽·买买提")],
)  # fmt: skip
def test_ppl_01_a_person_is_addressed_by_family_name(name: str, gender: str, words: str) -> None:
    assert names.salutation(name, gender) == words
