"""Who sees mailings, writes and makes them, and takes what comes back. Who lets them out follows from the ladder of approvals."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import Right

MAKERS = frozenset({"care_manager", "marketing_manager", "general_manager", "group_admin"})
VIEW = Right("letters.view", _("See mailings and their results"), MAKERS | {"marketing"})
MAKE = Right("letters.make", _("Write, make and post letters"), MAKERS)
RETURN = Right("letters.return", _("Note mail that came back"), MAKERS | {"care_agent", "front_desk", "marketing"})
ALL = (VIEW, MAKE, RETURN)
