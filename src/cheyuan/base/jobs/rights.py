"""Who may see and stop long work."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, MANAGERS, Right

OWN = Right("work.own", _("See and stop own background work"), EVERYONE)
ALL = Right("work.all", _("See and stop background work of colleagues"), MANAGERS)
"""Whoever may do neither sees none."""
