"""The design system: shell, components, words for refusals, gallery."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Tokens, components and the frame of every page."""

    name = "cheyuan.base.ui"
    label = "ui"
    verbose_name = _("Interface")
