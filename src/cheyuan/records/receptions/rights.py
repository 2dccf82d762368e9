"""Who reads and who keeps the visitor book."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right
from cheyuan.records.customers.rights import FRONT

DESK = FRONT | {"front_desk"}
VIEW = Right("receptions.view", _("See the visitor book"), DESK)
EDIT = Right("receptions.edit", _("Note visitors"), DESK)
EXPORT = Right("receptions.export", _("Export the visitor book"), MANAGERS)
ALL = (VIEW, EDIT, EXPORT)
