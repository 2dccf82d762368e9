"""Who sees the cockpit and the pages of the week."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right

VIEW = Right("cockpit.view", _("See the cockpit and take its letters"), MANAGERS | {"marketing_manager"})
WEEKS = Right("cockpit.weeks", _("See the pages of the week"), MANAGERS | {"marketing_manager"})
ALL = (VIEW, WEEKS)
