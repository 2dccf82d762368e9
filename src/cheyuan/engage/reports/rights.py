"""Who sees figures, writes the report, signs it, and decides about deductions and rewards."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right

LEADS = frozenset({"care_manager", "general_manager", "group_admin"})
VIEW = Right(
    "reports.view", _("See figures (one's own, without the right to all)"),
    CARE | MANAGERS | {"service_advisor", "sales_consultant"},
)  # fmt: skip
TEAM = Right("reports.team", _("See the figures of the whole store"), MANAGERS)
CLOSE = Right("reports.close", _("Close a month and open it again"), LEADS)
WRITE = Right("reports.write", _("Write and submit the monthly report"), LEADS)
DECIDE = Right("reports.decide", _("Decide about deductions and rewards"), LEADS)
EXPORT = Right("reports.export", _("Export figures"), MANAGERS)
ALL = (VIEW, TEAM, CLOSE, WRITE, DECIDE, EXPORT)


def sees_all(by: Actor) -> bool:
    """Whether the actor sees the figures of everybody in their stores."""
    return by.may("reports.team")
