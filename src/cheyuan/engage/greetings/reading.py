"""What a form or the API says about an entry of the calendar, as ``Given``."""

from collections.abc import Mapping

from cheyuan.engage.greetings.greeting import Given
from cheyuan.kernel.almanac import DayRule

TEXTS = ("title", "zh", "en", "whom", "brand", "model", "city")
MOST = 80


def given_of(form: Mapping[str, str]) -> Given:
    """Fields that the form does not have stay as they are."""
    texts = {name: form[name][: MOST if name not in ("zh", "en") else 2000] for name in TEXTS if name in form}
    ages = {name: _number(form[name], 0) for name in ("age_from", "age_until") if name in form}
    rule = _rule(form) if form.get("rule_kind") else None
    return Given(**texts, **ages, rule=rule, on=form["on"] == "1" if "on" in form else None)  # type: ignore[arg-type]


def _rule(form: Mapping[str, str]) -> DayRule:
    numbers = {name: _number(form.get(f"rule_{name}", ""), usual) for name, usual in
               (("month", 1), ("day", 1), ("nth", 1), ("weekday", 6), ("shift", 0))}  # fmt: skip
    return DayRule(form["rule_kind"][:10], term=form.get("rule_term", "")[:4], **numbers)


def _number(text: str, usual: int) -> int:
    text = text.strip()
    if not text:
        return usual
    return (
        int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 6 else -9999
    )
