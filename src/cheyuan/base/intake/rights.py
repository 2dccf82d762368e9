"""Who may import owner books."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right, register

RIGHTS = (
    Right("intake.import", _("Import owner books"), CARE | MANAGERS),
    Right("intake.undo", _("Take an import back"), CARE | MANAGERS),
)


def declare() -> None:
    """Make the rights known."""
    register(*RIGHTS)
