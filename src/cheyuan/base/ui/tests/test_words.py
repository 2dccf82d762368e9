"""Refusals in words: what happened, what is safe, what to do."""

import pytest
from django import forms
from django.utils import translation

from cheyuan.base.ui import words
from cheyuan.kernel.errors import Denied, Refused


def test_a_known_code_has_its_sentence_with_facts() -> None:
    with translation.override("zh-hans"):
        assert words.say(Refused("plate_form", value="粤A1")) == "“粤A1”不像车牌，请写成 粤A7K2M6 这样。"
        assert "岗位" in words.say(Denied("rules.edit"))


def test_an_unknown_code_still_says_something_decent() -> None:
    with translation.override("en"):
        assert (
            words.say(Refused("moon_phase")) == "That is not possible at the moment (moon_phase). Nothing was changed."
        )


def test_a_missing_fact_is_a_dash_not_an_error() -> None:
    with translation.override("en"):
        assert words.say(Refused("plate_form")).startswith("“—”")


def test_a_fact_cannot_smuggle_in_a_placeholder() -> None:
    with translation.override("en"):
        assert "%(secret)s" in words.say(Refused("plate_form", value="%(secret)s", secret="x"))


def test_plt_10_a_code_means_one_thing_in_the_whole_house():
    one = "mine %(a)s"
    words.register({"test_code_of_one_room": one})
    words.register({"test_code_of_one_room": one})
    with pytest.raises(ValueError, match="test_code_of_one_room"):
        words.register({"test_code_of_one_room": "theirs %(b)s"})
    assert words.say(Refused("test_code_of_one_room", a=1)) == "mine 1"


class Plain(forms.Form):
    name = forms.CharField(max_length=3)
    number = forms.IntegerField(max_value=10)
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[("a", "a")])


def test_plt_60_what_forms_say_by_themselves_is_no_jargon_of_programs() -> None:
    """PLT-60: Django speaks of fields and variables; people of a dealership do not."""
    with translation.override("zh-hans"):
        said = [
            str(Plain(given).errors) for given in ({}, {"name": "王小伟先生", "number": 11, "day": "?", "kind": "b"})
        ]
    assert "这里还没填。" in said[0]
    assert all(
        words in said[1] for words in ("最多 3 字，现在有 5 字。", "不能大于 10。", "这不是一个日期", "没有这个选项")
    )
    assert not [jargon for jargon in ("字段", "变量", "有效") if jargon in "".join(said)]
