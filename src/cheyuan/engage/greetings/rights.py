"""Who sees greetings and weather, and who decides about them."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

MARKETING = frozenset({"marketing", "marketing_manager"})
LEADERS = frozenset({"care_manager", "marketing_manager", "general_manager", "group_admin"})

VIEW = Right("greetings.view", _("See the greeting calendar and weather events"), CARE | MANAGERS | MARKETING)
EDIT = Right("greetings.edit", _("Change greetings, switch them, take them back"), LEADERS | {"marketing"})
WARN = Right("greetings.warn", _("Report weather events and cancel them"), LEADERS)
EXPORT = Right("greetings.export", _("Export greetings and weather events"), LEADERS)
ALL = (VIEW, EDIT, WARN, EXPORT)
