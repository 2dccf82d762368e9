"""Who looks at stores and who changes them."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right

VIEW, EDIT, ADD = "stores.view", "stores.edit", "stores.add"

RIGHTS = (
    Right(VIEW, _("See stores and their opening hours"), MANAGERS),
    Right(EDIT, _("Change opening hours, special days and departments"), frozenset({"group_admin", "general_manager"})),
    Right(ADD, _("Add stores and regions"), frozenset({"group_admin"})),
)
