from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GreetingsConfig(AppConfig):
    name = "cheyuan.engage.greetings"
    label = "greetings"
    verbose_name = _("Greetings")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.greetings import declared

        declared.declare()
