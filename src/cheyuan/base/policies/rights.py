"""Who may change the numbers of the business."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right

VIEW = Right("policies.view", _("See settings and their history"), MANAGERS)
EDIT = Right("policies.edit", _("Change settings of a store"), MANAGERS)
GROUP = Right("policies.edit_group", _("Change settings of the whole group"), frozenset({"group_admin"}))
ALL = (VIEW, EDIT, GROUP)
