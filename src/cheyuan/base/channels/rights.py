"""Who may look at messages."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

VIEW = Right("messages.view", _("See messages and why they exist"), CARE | MANAGERS)
