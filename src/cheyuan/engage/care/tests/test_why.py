"""CARE-06: the sentence that explains a task, in both languages, from the figures the plan itself wrote."""

import json
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from cheyuan.engage.care import why
from cheyuan.engage.care.plan import policy, rules
from cheyuan.engage.care.plan.tests.book import Book

WORDS = Path(why.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
SERVICE = {
    **{"base": "service", "base_on": "2026-05-02", "base_km": 31_200, "months": 6, "km": 10_000, "by": "date"},
    **{"by_date": "2026-11-02", "by_km": "2027-01-20", "target_km": 41_200},
    **{"latest_on": "2026-05-02", "latest_km": 31_200, "pace_km": 380, "pace_days": 10},
}


def test_care_06_a_service_by_date() -> None:
    with override("en"):
        assert why.sentence("R09", SERVICE) == (
            "Last service 2026-05-02 at 31,200 km, interval 6 months / 10,000 km, estimated 38 km a day. "
            "Due by date on 2026-11-02."
        )


def test_care_06_a_service_by_km_with_a_later_reading() -> None:
    facts = SERVICE | {
        "by": "km",
        "by_km": "2026-10-20",
        "latest_on": "2026-08-01",
        "latest_km": 35_000,
        "pace_km": 385,
    }
    with override("en"):
        text = why.sentence("R10", facts)
        assert text.endswith("41,200 km are expected on 2026-10-20. Latest reading 35,000 km on 2026-08-01.")
        assert "38.5 km a day" in text
        assert "41,200 km were reached on 2026-08-01." in why.sentence("R10", facts | {"by_km": "2026-08-01"})


def test_care_06_in_chinese_sentences_stand_without_spaces() -> None:
    with override("zh-hans"):
        assert why.sentence("R25", SERVICE) == (
            "本应于 2026-11-02 保养，未到店。上次保养 2026-05-02，31,200 公里，间隔 6 个月 / 10,000 公里，预计日均 38 公里。"
        )


@pytest.mark.parametrize(("km", "days", "text"), [(1, 1, "1"), (2_003, 41, "48.9"), (5, 4, "1.3"), (500, 1, "500")])
def test_care_06_the_pace_is_rounded_half_up_to_one_decimal(km: int, days: int, text: str) -> None:
    assert why.pace({"pace_km": km, "pace_days": days}) == text


def test_care_06_every_task_of_a_book_has_a_sentence_and_every_sentence_is_whole() -> None:
    book = Book()
    book.car("2026-03-01", birthday="1990-03-15", insurance_expiry="2026-04-20", inspection_due="2026-04-01")
    book.car("2024-03-15", registered_on="2024-03-20")
    book.note("2026-03-10", 99_000, car=2)
    for number, (visited, kind) in enumerate(
        (("2025-09-20", "保养"), ("2025-02-01", "service"), ("2025-07-20", "保养")), 3
    ):
        book.car("2023-03-30", energy="ev" if number == 3 else "ice")
        book.visit(visited, 9_000 if number < 5 else None, kind, car=number)
    book.visit("2026-03-12", 26_000, "维修", car=3)
    days = [book.tasks(day) for day in ("2026-03-16", "2026-05-01", "2026-07-10")]
    rows = [row for tasks in days for row in tasks]
    for language in ("en", "zh-hans"):
        with override(language):
            texts = [why.sentence(row["rule"], json.loads(row["facts"])) for row in rows]
        assert all(text and "None" not in text and "%(" not in text for text in texts)
    assert {row["rule"] for row in rows} >= {"R05", "R06", "R07", "R08a", "R11", "R12", "R13", "R17", "R25"}


def test_care_06_a_rule_of_the_managers_says_its_day_and_nothing_known_says_nothing() -> None:
    with override("en"):
        assert why.sentence("C01", {"day": "2026-01-01"}) == "Counted from 2026-01-01."
    assert why.sentence("C01", {"task": 3}) == why.sentence("R09", {}) == ""


def test_care_01_every_title_and_label_is_translated() -> None:
    catalogue = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', WORDS.read_text("utf-8"), re.MULTILINE))
    words = {rule.title for rule in rules.RULES} | {field.metadata["label"] for field in policy.fields()}
    assert sorted(words - set(catalogue)) == []
    assert all(text for text in catalogue.values())
