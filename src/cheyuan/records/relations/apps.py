from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelationsConfig(AppConfig):
    name = "cheyuan.records.relations"
    label = "relations"
    verbose_name = _("Households and companies")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.relations import declared

        declared.declare()
