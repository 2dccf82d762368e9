from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    name = "cheyuan.engage.audits"
    label = "audits"
    verbose_name = _("Quality audits")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.audits import declared

        declared.declare()
