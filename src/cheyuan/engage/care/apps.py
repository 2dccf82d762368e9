from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "cheyuan.engage.care"
    label = "care"
    verbose_name = _("Customer care")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.care import declared

        declared.declare()
