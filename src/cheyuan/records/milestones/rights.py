"""Who sees the board and who moves cars on."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

FLOOR = frozenset({"service_advisor", "technician", "workshop_controller", "quality_inspector", "front_desk"})
SALES = frozenset({"sales_consultant", "sales_manager"})
MOVERS = FLOOR | SALES | {"service_manager", "general_manager", "group_admin"}
VIEW = Right(
    "milestones.view", _("See orders and workshop jobs on their way"), MOVERS | CARE | MANAGERS | {"parts_clerk"}
)
MOVE = Right("milestones.move", _("Note milestones and move cars on"), MOVERS)
ALL = (VIEW, MOVE)
