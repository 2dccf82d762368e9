"""What may be done with cars, and by whom from the start."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right, register

DESK = frozenset({"sales_consultant", "service_advisor", "front_desk"})
WORKSHOP = frozenset({"technician", "workshop_controller", "quality_inspector"})
FRONT = CARE | MANAGERS | DESK

RIGHTS = (
    Right("vehicles.view", _("See cars"), FRONT | WORKSHOP | {"parts_clerk", "parts_manager", "driver", "appraiser"}),
    Right("vehicles.edit", _("Change cars"), FRONT),
    Right("vehicles.reading", _("Enter odometer readings"), FRONT | WORKSHOP),
    Right("vehicles.correct", _("Correct odometer readings"), MANAGERS),
    Right("vehicles.export", _("Export cars"), MANAGERS),
)


def declare() -> None:
    """Make the rights known."""
    register(*RIGHTS)
