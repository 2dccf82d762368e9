from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "cheyuan.base.intake"
    label = "intake"
    verbose_name = _("Import")

    def ready(self) -> None:
        """Make the rights known."""
        from cheyuan.base.intake import rights

        rights.declare()
