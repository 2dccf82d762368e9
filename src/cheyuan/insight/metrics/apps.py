from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MetricsConfig(AppConfig):
    name = "cheyuan.insight.metrics"
    label = "metrics"
    verbose_name = _("Metrics")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.insight.metrics import declared

        declared.declare()
