from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "cheyuan.engage.interviews"
    label = "interviews"
    verbose_name = _("Interviews of visitors")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.engage.interviews import declared

        declared.declare()
