"""How a customer is addressed on the page behind the link: the only thing there that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cheyuan.kernel import names

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

TITLES = {"M": "Mr", "F": "Ms"}


def address(one: Customer, language: str) -> str:
    """陈先生 or Mr Chen; empty where only the whole name would do, for that is nobody else's to read."""
    if one.kind == "company" or not one.name or one.gender not in TITLES:
        return ""
    if language.startswith("zh"):
        made = names.salutation(one.name, one.gender)
        return made if made != one.name else ""
    family = names.surname(one.name)
    return f"{TITLES[one.gender]} {''.join(names.syllables(family)).capitalize()}" if family else ""
