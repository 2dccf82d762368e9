"""Rules that managers make (CARE-01): their fields with limits, and what a version says.

A rule is laid around one day that is known of a car: it opens, closes and has its deadline so many days after that day
(before it when negative). Conditions narrow it to some cars.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.care.plan.anchors import ANCHORS
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.policy import PolicySpec

ROLES = ("care_agent", "sales_consultant", "service_advisor", "care_manager", "sales_manager", "service_manager")
CHANNELS = ("call", "message")
ENERGIES = ("any", "ice", "ev", "phev", "hev")


@dataclass(frozen=True)
class OwnRule:
    """What a manager's rule says on a day. ``for_store`` None: in every store of the group."""

    code: str = ""
    for_store: int | None = None
    on: bool = True
    title: str = ""
    anchor: str = "delivered_on"
    opens_after: int = 30
    closes_after: int = 37
    deadline_after: int = 37
    role: str = "care_agent"
    skill: str = ""
    channel: str = "call"
    priority: int = 50
    marketing: bool = False
    script: str = ""
    energy: str = "any"
    brand: str = ""
    model: str = ""
    age_from: int = 0
    age_until: int = 0
    segment: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether it is only for some cars."""
        return bool(self.energy != "any" or self.brand or self.model or self.age_from or self.age_until or self.segment)


def _choice(name: str, default: str, label: object, choices: tuple[str, ...]) -> PolicySpec:
    return PolicySpec(f"own.{name}", default, label, choices=choices)


def _days(name: str, default: int, label: object) -> PolicySpec:
    return PolicySpec(f"own.{name}", default, label, "days", least=-3650, most=3650)


FIELDS: tuple[PolicySpec, ...] = (
    PolicySpec("own.on", True, _("On")),
    PolicySpec("own.title", "", _("Name of the rule")),
    _choice("anchor", "delivered_on", _("Counted from"), tuple(ANCHORS)),
    _days("opens_after", 30, _("Begins, days after")),
    _days("closes_after", 37, _("May begin until, days after")),
    _days("deadline_after", 37, _("Deadline, days after")),
    _choice("role", "care_agent", _("Who"), ROLES),
    PolicySpec("own.skill", "", _("Skill")),
    _choice("channel", "call", _("How"), CHANNELS),
    PolicySpec("own.priority", 50, _("Weight"), least=0, most=100),
    PolicySpec("own.marketing", False, _("Counts as advertising")),
    PolicySpec("own.script", "", _("What to say")),
    _choice("energy", "any", _("Only cars that run on"), ENERGIES),
    PolicySpec("own.brand", "", _("Only of the brand")),
    PolicySpec("own.model", "", _("Only of the model")),
    PolicySpec("own.age_from", 0, _("Only from an age of"), "months", least=0, most=600),
    PolicySpec("own.age_until", 0, _("Only up to an age of"), "months", least=0, most=600),
    PolicySpec("own.segment", "", _("Only who is in the segment")),
)
NAMES = tuple(spec.key.removeprefix("own.") for spec in FIELDS)
LONGEST = {"title": 60, "script": 2000, "brand": 40, "model": 60, "skill": 30, "segment": 24}


def spec_of(name: str) -> PolicySpec:
    """The limits of a field."""
    return FIELDS[NAMES.index(name)]


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """A whole version if it makes sense. Refused("policy_value"), ("rule_title"), ("rule_window")."""
    whole = {spec.key.removeprefix("own."): spec.default for spec in FIELDS} | dict(values)
    for name in NAMES:
        spec_of(name).check(whole[name])
    whole |= {name: whole[name].strip()[:longest] for name, longest in LONGEST.items()}
    if not whole["title"]:
        raise Refused("rule_title")
    if whole["closes_after"] < whole["opens_after"] or whole["deadline_after"] < whole["opens_after"]:
        raise Refused("rule_window")
    return {name: whole[name] for name in NAMES}


def from_values(code: str, for_store: int | None, values: Mapping[str, Any]) -> OwnRule:
    """A version as a rule; fields that it does not know keep their defaults."""
    known = {field.name for field in dataclasses.fields(OwnRule)}
    return OwnRule(
        **{**{name: one for name, one in values.items() if name in known}, "code": code, "for_store": for_store}
    )
