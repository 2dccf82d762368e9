from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MilestonesConfig(AppConfig):
    name = "cheyuan.records.milestones"
    label = "milestones"
    verbose_name = _("Milestones")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.milestones import declared

        declared.declare()
