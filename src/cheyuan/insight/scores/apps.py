from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoresConfig(AppConfig):
    name = "cheyuan.insight.scores"
    label = "scores"
    verbose_name = _("Scores")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.insight.scores import declared

        declared.declare()
