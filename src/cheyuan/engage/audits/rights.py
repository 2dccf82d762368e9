"""Who audits, who draws, and who reads the own results."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, Right

LEADERS = frozenset({"care_manager", "general_manager", "group_admin"})
CALLERS = CARE | {"sales_consultant", "service_advisor"}
DEPARTMENTS = {"sales_manager": "sales", "service_manager": "service", "parts_manager": "parts", "care_manager": "care"}
"""Who answers for the receptions of which department."""
VIEW = Right(
    "audits.view", _("See quality audits (one's own, without the right to all)"), CALLERS | frozenset(DEPARTMENTS)
)
EVERYBODYS = Right("audits.all", _("See all quality audits of the store"), LEADERS)
JUDGE = Right("audits.judge", _("Audit calls"), LEADERS)
DRAW = Right("audits.draw", _("Draw calls for the audit"), LEADERS)
CARDS = Right("audits.cards", _("Write score sheets"), LEADERS)
EXPORT = Right("audits.export", _("Export quality audits"), LEADERS)
ALL = (VIEW, EVERYBODYS, JUDGE, DRAW, CARDS, EXPORT)


def departments_of(by: Actor) -> list[str]:
    """The departments whose findings are the actor's to answer."""
    return sorted({DEPARTMENTS[role] for role in by.roles if role in DEPARTMENTS})


def sees_all(by: Actor) -> bool:
    """Whether the actor sees every audit of the store, not only their own results."""
    return by.may(EVERYBODYS.name)
