from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SegmentsConfig(AppConfig):
    name = "cheyuan.insight.segments"
    label = "segments"
    verbose_name = _("Segments")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.insight.segments import declared

        declared.declare()
