"""The register of care rules (R01 … R25): what each is about, who does it and how, in the order of the handbook.

Rules whose subjects do not exist yet are known and switched off; ``planned`` are those that this plan makes tasks for.
"""

from dataclasses import dataclass

from cheyuan.engage.care.plan.words import gettext_noop as _

CALL, MESSAGE = "call", "message"


@dataclass(frozen=True)
class Rule:
    """A rule as shipped: ``channels`` in the order they are tried, ``priority`` 0–100 (higher is sooner among equals).

    Without ``tasks`` it is a message to many and nobody's work: the room of greetings sends it.
    """

    code: str
    title: str
    subject: str  # vehicle, customer; of later subjects their kind: complaint, lead, order …
    role: str
    channels: tuple[str, ...] = (CALL,)
    priority: int = 50
    on: bool = True
    marketing: bool = False
    planned: bool = True
    skill: str = ""
    tasks: bool = True


def _later(code: str, title: str, subject: str, role: str, *channels: str, marketing: bool = False) -> Rule:
    return Rule(code, title, subject, role, channels, on=False, marketing=marketing, planned=False)


RULES: tuple[Rule, ...] = (
    Rule("R01", _("Call 24 hours after delivery"), "vehicle", "sales_consultant", priority=80),
    Rule("R02", _("Call 72 hours after delivery"), "vehicle", "sales_consultant", priority=80),
    Rule("R03", _("Service advisor takes over the new owner"), "vehicle", "service_advisor", priority=75),
    Rule("R04", _("Satisfaction survey a week after delivery"), "vehicle", "care_agent", (MESSAGE,), 40),
    Rule("R05", _("Call on day 15 after delivery"), "vehicle", "care_agent", priority=70),
    Rule("R06", _("Call within 48 hours after a workshop visit"), "vehicle", "service_advisor", priority=80),
    Rule("R07", _("Audit call within a week after delivery or visit"), "vehicle", "care_agent", priority=60),
    Rule("R08a", _("First service: early reminder"), "vehicle", "care_agent", priority=65),
    Rule("R08b", _("First service: last reminder"), "vehicle", "care_agent", priority=75),
    Rule("R09", _("Service reminder"), "vehicle", "care_agent", (CALL, MESSAGE), 70),
    Rule("R10", _("Invitation to book a service"), "vehicle", "care_agent", priority=60),
    Rule("R11", _("Warranty ends"), "vehicle", "care_agent", priority=60),
    Rule("R12", _("Statutory inspection"), "vehicle", "care_agent", (MESSAGE, CALL), 55),
    Rule("R13", _("Insurance ends"), "vehicle", "care_agent", priority=70, skill="insurance"),
    Rule("R14", _("Birthday greeting"), "customer", "care_agent", (CALL, MESSAGE), 90, marketing=True),
    Rule("R15", _("Festivals and solar terms"), "customer", "care_agent", (MESSAGE,), marketing=True, tasks=False),
    Rule("R16", _("Season and weather"), "customer", "care_agent", (MESSAGE,), marketing=True, tasks=False),
    Rule("R17", _("Lapsed owner"), "vehicle", "care_agent", priority=40, marketing=True),
    _later("R18", _("Revisit after a closed complaint"), "complaint", "care_agent", CALL),
    Rule("R19", _("Revisit of important guests"), "customer", "care_agent", priority=85),
    Rule("R20", _("Interview after a visit to the showroom"), "customer", "care_agent", priority=50),
    _later("R21", _("Call after a test drive"), "test_drive", "sales_consultant", CALL),
    Rule("R22", _("Trade-in candidate"), "vehicle", "sales_consultant", priority=55, marketing=True),
    Rule("R23", _("Points or coupon expire"), "customer", "care_agent", (MESSAGE,), marketing=True, tasks=False),
    Rule("R24", _("Milestones of orders and repairs"), "order", "care_agent", (MESSAGE,), tasks=False),
    Rule("R25", _("Owner at risk"), "vehicle", "care_agent", (MESSAGE, CALL), 50, marketing=True),
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
