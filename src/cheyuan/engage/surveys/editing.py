"""The builder's form: rows of questions as they stand on the page, read into a draft."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from cheyuan.engage.surveys.actions.writing import Draft
from cheyuan.engage.surveys.models import SurveyVersion
from cheyuan.engage.surveys.sheet import Item, Option, items

SPARE, MOST_ROWS = 2, 22
FIELDS = ("key", "kind", "zh", "en", "options", "place")
LANGUAGES = ("zh", "en")


def rows_of(version: SurveyVersion | None) -> list[dict[str, Any]]:
    """The questions of a version as rows, and some empty ones."""
    asked = items(version.questions) if version else []
    rows = [_row(number, one) for number, one in enumerate(asked, 1)]
    return [*rows, *(_empty(len(rows) + number) for number in range(1, SPARE + 1))]


def _row(number: int, one: Item) -> dict[str, Any]:
    lines = [" | ".join(filter(None, (each.words.get("zh", ""), each.words.get("en", "")))) for each in one.options]
    return {
        "key": one.key, "kind": one.kind, "zh": one.words.get("zh", ""), "en": one.words.get("en", ""),
        "options": "\n".join(lines), "required": one.required, "place": number,
    }  # fmt: skip


def _empty(number: int) -> dict[str, Any]:
    return {"key": "", "kind": "score", "zh": "", "en": "", "options": "", "required": False, "place": number}


def given_rows(post: QueryDict) -> list[dict[str, Any]]:
    """What was typed, row by row, to be shown again."""
    lists = [post.getlist(name)[:MOST_ROWS] for name in FIELDS]
    needed = set(post.getlist("required"))
    found = [dict(zip(FIELDS, values, strict=True)) for values in zip(*lists, strict=False)]
    return [{**row, "required": str(number) in needed} for number, row in enumerate(found)]


def draft_of(post: QueryDict) -> Draft:
    """The survey that the form describes; rows without any words are left out, the rest stands in the order of its numbers."""
    rows = [row for row in given_rows(post) if row["zh"].strip() or row["en"].strip()]
    rows.sort(key=lambda row: int(row["place"]) if row["place"].isdecimal() else 99)
    used = {row["key"] for row in rows}
    found: list[Item] = []
    for row in rows:
        key = row["key"][:20] if row["key"].isidentifier() and row["key"] not in {one.key for one in found} else ""
        found.append(_item(row, key or _fresh(used | {one.key for one in found})))
    title, lead, thanks = (_words(post, name) for name in ("title", "lead", "thanks"))
    return Draft(post.get("about", ""), title, lead, thanks, found)


def _fresh(used: set[str]) -> str:
    return next(f"q{number}" for number in range(1, 99) if f"q{number}" not in used)


def _words(post: QueryDict, name: str) -> dict[str, str]:
    return {language: post.get(f"{name}_{language}", "").strip() for language in LANGUAGES}


def _item(row: Mapping[str, Any], key: str) -> Item:
    words = {language: row[language].strip() for language in LANGUAGES}
    options = _options(row["options"]) if row["kind"] == "choice" else ()
    return Item(key, row["kind"], words, row["required"], options)


def _options(typed: str) -> tuple[Option, ...]:
    """One choice a line: Chinese | English."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()][:11]
    pairs = [line.partition("|") for line in lines]
    return tuple(
        Option(f"o{number}", {"zh": zh.strip(), "en": en.strip()}) for number, (zh, _bar, en) in enumerate(pairs, 1)
    )
