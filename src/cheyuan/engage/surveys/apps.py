from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "cheyuan.engage.surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.surveys import declared

        declared.declare()
