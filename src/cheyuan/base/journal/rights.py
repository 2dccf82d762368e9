"""Who may read the audit."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import Right

VIEW = Right("audit.view", _("Read the audit"), frozenset({"group_admin", "general_manager"}))
