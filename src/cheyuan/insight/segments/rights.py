"""Who sees segments, who makes them."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right
from cheyuan.records.customers.rights import FRONT

MARKETING = frozenset({"marketing", "marketing_manager"})
MAKERS = frozenset({"care_manager", "general_manager", "group_admin"}) | MARKETING
VIEW = Right("segments.view", _("See segments and who belongs to them"), FRONT | MARKETING)
EDIT = Right("segments.edit", _("Make and change segments"), MAKERS)
EXPORT = Right("segments.export", _("Export the members of a segment"), MANAGERS)
ALL = (VIEW, EDIT, EXPORT)
