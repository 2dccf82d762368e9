"""CARE-14: the shipped scripts, and the small substitution that fills them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.engage.care.plan.rules import RULES as CARE_RULES
from cheyuan.engage.contact.scripts.chosen import LANGUAGES, shipped
from cheyuan.engage.contact.scripts.sample import INVENTED
from cheyuan.engage.contact.scripts.text import OPTIONAL, TOKEN, check, filled, plain
from cheyuan.engage.contact.scripts.variables import CODES, VARIABLES
from cheyuan.kernel.errors import Refused

RULES = [rule.code for rule in CARE_RULES if rule.planned and rule.tasks]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_care_14_every_rule_that_is_on_has_words_and_a_message(rule, language):
    script = shipped(rule, language)
    assert len(script.passages) >= 3
    assert script.message
    for text in [*(words for _label, words in script.passages), script.message]:
        assert check(text) == text
        said = plain(filled(text, {**INVENTED[language], "agent": "周敏"}))
        assert "—" not in said
        assert not set(said) & set("{}[]")
    assert len(plain(filled(script.message, INVENTED[language]))) <= 300


@pytest.mark.parametrize("rule", RULES)
def test_care_14_nothing_known_still_makes_sentences(rule):
    for _label, text in shipped(rule, "zh-hans").passages:
        assert not set(plain(filled(text, {}))) & set("{}[]")


def test_care_14_what_is_in_brackets_goes_when_a_variable_is_unknown():
    text = "您好，{客户}[，上次{上次保养日}，{现在里程} 公里]。"
    assert plain(filled(text, {"customer": "陈先生"})) == "您好，陈先生。"
    known = {"customer": "陈先生", "last_service": "6 月 8 日", "km_now": "87,700"}
    assert plain(filled(text, known)) == "您好，陈先生，上次6 月 8 日，87,700 公里。"
    assert [one.text for one in filled(text, known) if one.live] == ["陈先生", "6 月 8 日", "87,700"]


def test_care_14_each_variable_has_two_names_for_one_thing():
    assert len(CODES) == 2 * len(VARIABLES)


@given(st.text(alphabet="ab{}[] {客户}{customer}", max_size=60))
def test_care_14_whatever_is_accepted_can_be_said(text):
    try:
        check(text)
    except Refused:
        return
    assert all(name.strip() in CODES for name in TOKEN.findall(text))
    said = plain(filled(text, {"customer": "陈"}))
    assert not set(OPTIONAL.sub("", TOKEN.sub("", said))) & set("{}[]")


@given(st.text(max_size=40))
def test_care_14_values_are_never_read_as_script(value):
    """What a customer's file holds cannot become a variable."""
    assert plain(filled("{customer}", {"customer": value, "agent": "X"})) == (value or "—")
