"""What scores show on a customer's page: value, next visit and trade-in with their reasons, and a small form for signs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.insight.scores import queries, words
from cheyuan.insight.scores.models import Sign, TradeIn, Value
from cheyuan.insight.scores.reasons import spoken
from cheyuan.records.customers.panels import Facing, Panel, Topic
from cheyuan.records.vehicles import queries as vehicles

LIKELY = 50
"""A chance to leave from which it is marked, in percent."""


def theirs(facing: Facing) -> dict[str, Any] | None:
    """All of it; without figures only the form, to whoever may note something."""
    by, who = facing.by, facing.customer.pk
    value, cars, signs = facing.once("scores", lambda: queries.of_customer(by, who))
    may_sign = by.may("scores.sign")
    if value is None and not cars and not signs and not may_sign:
        return None
    names = vehicles.names(by, [row.vehicle_id for row in cars])
    return {
        "value": of_value(value, facing), "cars": [of_car(row, names.get(row.vehicle_id, "")) for row in cars],
        "signs": [of_sign(row) for row in signs], "may_sign": may_sign, "customer": who, "today": facing.today,
        "kinds": list(words.SIGNS.items()),
    }  # fmt: skip


def of_value(value: Value | None, facing: Facing) -> dict[str, Any] | None:
    """The value with its sentences; the visit expected is overdue once its span has passed."""
    if value is None:
        return None
    late = value.next_until is not None and value.next_until < facing.today
    said = [words.value_reason(one) for one in value.reasons]
    now = not late and value.next_on is not None and value.next_on <= facing.today
    return {
        "one": value,
        "late": late,
        "now": now,
        "likely": value.churn >= LIKELY,
        "reasons": [one for one in said if one],
    }


def of_car(row: TradeIn, name: str) -> dict[str, Any]:
    """A car's trade-in score with its sentences."""
    return {
        "one": row,
        "name": name,
        "reasons": [(one["points"], said) for one in row.reasons if (said := spoken(one))],
    }


def of_sign(row: Sign) -> dict[str, Any]:
    """A sign in words."""
    return {"one": row, "kind": words.sign(row.kind)}


TOPIC = Topic("score", _("Scores"), "gauge", 47)
PANELS = (Panel("scores", "left", "scores/_theirs.html", theirs, "scores.view", 23),)
