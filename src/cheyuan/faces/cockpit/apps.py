from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CockpitConfig(AppConfig):
    name = "cheyuan.faces.cockpit"
    label = "cockpit"
    verbose_name = _("Cockpit")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.faces.cockpit import declared

        import_module("cheyuan.faces.cockpit.jobs")
        declared.declare()
