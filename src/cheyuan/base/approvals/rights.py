"""Who sees and decides what is asked for. Which question waits for whom follows from the ladder of its kind."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, MANAGERS, Right

DECIDERS = MANAGERS | {"finance", "parts_manager", "marketing_manager"}
VIEW = Right("approvals.view", _("See what waits for an approval"), EVERYONE)
DECIDE = Right("approvals.decide", _("Approve or refuse"), DECIDERS)
EXPORT = Right("approvals.export", _("Export approvals"), frozenset({"group_admin", "general_manager", "finance"}))
ALL = (VIEW, DECIDE, EXPORT)
