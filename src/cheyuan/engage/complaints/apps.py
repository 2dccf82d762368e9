from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "cheyuan.engage.complaints"
    label = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.complaints import declared

        declared.declare()
