from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "cheyuan.engage.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.reports import declared

        declared.declare()
