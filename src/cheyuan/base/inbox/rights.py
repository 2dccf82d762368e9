"""Everybody has an inbox: it holds only what they themselves were told."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, Right

VIEW = Right("inbox.view", _("Have an inbox"), EVERYONE)
EXPORT = Right("inbox.export", _("Export one's own notices"), frozenset({"group_admin", "general_manager"}))
ALL = (VIEW, EXPORT)
