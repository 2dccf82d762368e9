"""What may be done with care rules and tasks, and by whom from the start."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right, register

DESK = frozenset({"sales_consultant", "sales_manager", "service_advisor", "service_manager", "front_desk"})
LEADS = MANAGERS

RIGHTS = (
    Right("care.tasks.view", _("See care tasks"), CARE | DESK),
    Right("care.tasks.work", _("Work on care tasks"), CARE | DESK - {"front_desk"}),
    Right("care.tasks.assign", _("Give tasks to colleagues"), LEADS),
    Right("care.plan", _("Run the care plan"), CARE),
    Right("care.rules.view", _("See care rules"), CARE | LEADS),
    Right("care.rules.edit", _("Change care rules"), LEADS),
)


def declare() -> None:
    """Make the rights known."""
    register(*RIGHTS)


def sees_all(by: Actor) -> bool:
    """Managers and care staff see every task of their stores; others what is theirs to do."""
    return by.may("care.tasks.assign") or by.may("care.plan")
