"""What may be done about duplicates, and by whom from the start."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

SERVICE = frozenset({"sales_consultant", "service_advisor"})
ALL = (
    Right("duplicates.view", _("See possible duplicates"), CARE | SERVICE | MANAGERS),
    Right("duplicates.merge", _("Merge files of one person, and undo it"), MANAGERS),
)
