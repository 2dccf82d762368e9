"""What may be done with customers, and by whom from the start."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right, register

SALES = frozenset({"sales_consultant", "sales_manager"})
SERVICE = frozenset({"service_advisor", "service_manager"})
HEADS = frozenset({"general_manager", "group_admin"})
FRONT = CARE | SALES | SERVICE | MANAGERS

RIGHTS = (
    Right("customers.view", _("See customers"), FRONT | {"front_desk", "marketing", "marketing_manager", "finance"}),
    Right("customers.edit", _("Change customers"), FRONT),
    Right("customers.enter", _("Open a file with name and phone"), FRONT | {"front_desk"}),
    Right("customers.reveal", _("Look behind the mask of a phone"), FRONT),
    Right("customers.alerts", _("Be told of unusually many looks"), MANAGERS),
    Right("customers.export", _("Export customers"), MANAGERS),
    Right("customers.copy", _("Give a person a copy of their data"), HEADS),
    Right("customers.erase", _("Erase a person's data"), HEADS),
    Right("customers.lift", _("Lift a refusal by the person's own word"), MANAGERS),
    Right("customers.consent", _("Record consent"), FRONT),
)


def declare() -> None:
    """Make the rights known."""
    register(*RIGHTS)
