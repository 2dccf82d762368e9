from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    name = "cheyuan.base.lists"
    label = "lists"
    verbose_name = _("Lists")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.base.lists import declared

        declared.declare()
