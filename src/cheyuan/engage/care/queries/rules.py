"""Care rules as one list: shipped ones with their numbers in force, and those that managers made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.policies.queries import values as policy_values
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import names_of
from cheyuan.engage.care.plan.rules import BY_CODE, RULES, Rule
from cheyuan.engage.care.queries.own import own_rules, own_rules_to_come
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class Found:
    """A rule with what it says on a day. ``values`` by name; ``planned`` false: its subjects do not exist yet.

    Without ``tasks`` it is a message to many: nobody's work. ``begins``: nothing of it holds before that day, so it is not on.
    """

    code: str
    title: str
    role: str
    channels: tuple[str, ...]
    on: bool
    values: dict[str, Any]
    own: bool = False
    planned: bool = True
    for_store: int | None = None
    tasks: bool = True
    begins: date | None = None


def rules(by: Actor, on: date) -> list[Found]:
    """All of them, shipped ones first."""
    by.require("care.rules.view")
    numbers = policy_values("care.", by.store_id, on)
    made = [_made(one) for one in own_rules(by, on)] + [_made(one, day) for one, day in own_rules_to_come(by, on)]
    return [_shipped(rule, numbers) for rule in RULES] + sorted(made, key=lambda one: one.code)


def rule(by: Actor, code: str, on: date) -> Found:
    """One of them; Missing for a code that nobody has."""
    found = next((one for one in rules(by, on) if one.code == code), None)
    if found is None:
        raise Missing("care_rule", code)
    return found


def _made(one: OwnRule, begins: date | None = None) -> Found:
    on = one.on and begins is None
    values, role = dict(vars(one)), one.role
    return Found(one.code, one.title, role, (one.channel,), on, values, True, True, one.for_store, True, begins)


def _shipped(rule: Rule, numbers: dict[str, Any]) -> Found:
    mine = {name: numbers[f"care.{name}"] for name in names_of(rule.code)}
    on = bool(mine.get(f"on_{rule.code}", rule.on))
    return Found(rule.code, _(rule.title), rule.role, rule.channels, on, mine, planned=rule.planned, tasks=rule.tasks)


def rule_title(by: Actor, code: str, on: date) -> str:
    """What a rule is called; its code when nobody knows it any more."""
    if code in BY_CODE:
        return _(BY_CODE[code].title)
    return next((one.title for one in own_rules(by, on) if one.code == code), code)
