from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "cheyuan.records.duplicates"
    label = "duplicates"
    verbose_name = _("Duplicates")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.duplicates import declared

        declared.declare()
