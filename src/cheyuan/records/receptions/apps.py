from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionsConfig(AppConfig):
    name = "cheyuan.records.receptions"
    label = "receptions"
    verbose_name = _("Visitor book")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.receptions import declared

        declared.declare()
