"""What a task's cycle is counted from, by rule: when that changes in the data, the task's reason changed or went away."""

from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.rules import RULES

DELIVERED, VISIT, FIRST, SERVICE, LAST_SERVICE = "delivered", "visit", "first", "service", "last_service"
WARRANTY, INSPECTION, INSURANCE, BIRTHDAY = "warranty", "inspection", "insurance", "birthday"
GUEST, RECEPTION, TRADE_IN = "guest", "reception", "trade_in"

SHIPPED = {
    **dict.fromkeys(("R01", "R02", "R03", "R04", "R05"), DELIVERED),
    **dict.fromkeys(("R06", "R07"), VISIT),
    **dict.fromkeys(("R08a", "R08b"), FIRST),
    **dict.fromkeys(("R09", "R10", "R17", "R25"), SERVICE),
    **{
        "R11": WARRANTY,
        "R12": INSPECTION,
        "R13": INSURANCE,
        "R14": BIRTHDAY,
        "R19": GUEST,
        "R20": RECEPTION,
        "R22": TRADE_IN,
    },
}
ANCHORED = {
    "delivered_on": DELIVERED,
    "last_service_on": LAST_SERVICE,
    "service_due_on": SERVICE,
    "warranty_ends_on": WARRANTY,
    "inspection_due_on": INSPECTION,
    "insurance_ends_on": INSURANCE,
}


def rule_rows(own: list[OwnRule]) -> list[tuple[str, str, str, str, int, bool, str]]:
    """Code, role, skill, first channel, priority, marketing, base of all rules whose tasks may exist."""
    shipped = [
        (one.code, one.role, one.skill, one.channels[0], one.priority, one.marketing, SHIPPED[one.code])
        for one in RULES
        if one.planned and one.tasks
    ]
    made = [
        (one.code, one.role, one.skill, one.channel, one.priority, one.marketing, ANCHORED[one.anchor]) for one in own
    ]
    return shipped + made
