from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "cheyuan.base.intake"
    label = "intake"
    verbose_name = _("Import")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.base.intake import declared

        declared.declare()
