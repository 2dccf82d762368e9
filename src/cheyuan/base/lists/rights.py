"""What may be done with lists as such; seeing and exporting rows is the right of each list."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, MANAGERS, Right, register

SAVE = "lists.save"
SHARE = "lists.share"


def declare() -> None:
    """Make the rights known."""
    register(
        Right(SAVE, _("Save own views of lists"), EVERYONE),
        Right(SHARE, _("Share views of lists with the team"), MANAGERS | {"marketing_manager", "parts_manager"}),
    )
