from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VehiclesConfig(AppConfig):
    name = "cheyuan.records.vehicles"
    label = "vehicles"
    verbose_name = _("Vehicles")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.vehicles import declared

        declared.declare()
