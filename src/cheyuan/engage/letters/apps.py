from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "cheyuan.engage.letters"
    label = "letters"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.letters import declared

        declared.declare()
