from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardConfig(AppConfig):
    name = "cheyuan.engage.board"
    label = "board"
    verbose_name = _("Board")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.board import declared

        declared.declare()
