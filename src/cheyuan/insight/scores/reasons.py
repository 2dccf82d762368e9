"""Why a score is what it is: codes with their figures, made into sentences where they are shown."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.kernel import money

Reason = Mapping[str, Any]
FIGURES = {
    "age": ("age",), "km": ("km",), "repairs": ("repairs",), "bills": ("bills_fen", "worth_fen"),
    "valuation": ("valuation_on",), "looked": ("looked_on",), "warranty": ("warranty_on",), "family": ("family_on",),
}  # fmt: skip
"""Reason → the figures of the expression that it rests on."""


def reasons(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What gave points, most points first: code, points, figures; days as ISO text."""
    found = [
        {"code": code, "points": row[f"{code}_points"], **{name: _plain(row[name]) for name in names}}
        for code, names in FIGURES.items()
        if row[f"{code}_points"]
    ]
    return sorted(found, key=lambda one: -one["points"])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def spoken(reason: Reason) -> str:
    """A reason as a sentence in the active language; empty for a code that is no longer known."""
    say = SENTENCES.get(str(reason.get("code")))
    return say(reason) if say else ""


def _aged(one: Reason) -> str:
    return ngettext("The car is %(count)s year old.", "The car is %(count)s years old.", one["age"]) % {
        "count": one["age"]
    }


def _repaired(one: Reason) -> str:
    return _("It was repaired on %(count)s days of the last months.") % {"count": one["repairs"]}


def _billed(one: Reason) -> str:
    figures = {"bills": money.show(one["bills_fen"]), "worth": money.about(one["worth_fen"])}
    return _("The workshop's bills of the last year come to %(bills)s; the car is worth about %(worth)s.") % figures


SENTENCES: dict[str, Callable[[Reason], str]] = {
    "age": _aged,
    "km": lambda one: _("It has run %(km)s km.") % {"km": f"{one['km']:,}"},
    "repairs": _repaired,
    "bills": _billed,
    "valuation": lambda one: _("A valuation was asked for on %(day)s.") % {"day": one["valuation_on"]},
    "looked": lambda one: _("They looked at new models on %(day)s.") % {"day": one["looked_on"]},
    "warranty": lambda one: _("The warranty ended on %(day)s.") % {"day": one["warranty_on"]},
    "family": lambda one: _("The family grew (noted on %(day)s).") % {"day": one["family_on"]},
}
