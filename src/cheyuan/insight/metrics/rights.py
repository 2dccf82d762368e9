"""Who sees figures of the dictionary, whose, and who has them reckoned anew."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right

VIEW = Right(
    "metrics.view", _("See metrics (one's own, without the right to all)"),
    CARE | MANAGERS | {"service_advisor", "sales_consultant", "marketing_manager"},
)  # fmt: skip
TEAM = Right("metrics.team", _("See the metrics of the whole store"), MANAGERS | {"marketing_manager"})
REFRESH = Right("metrics.refresh", _("Have metrics reckoned anew"), MANAGERS)
EXPORT = Right("metrics.export", _("Export metrics and their rows"), MANAGERS)
ALL = (VIEW, TEAM, REFRESH, EXPORT)


def sees_all(by: Actor) -> bool:
    """Whether the actor sees the figures of everybody in their stores."""
    return by.may(TEAM.name)
