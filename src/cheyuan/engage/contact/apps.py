from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "cheyuan.engage.contact"
    label = "contact"
    verbose_name = _("Contact centre")

    def ready(self) -> None:
        """Tell the register what this room has."""
        from cheyuan.engage.contact import declared

        declared.declare()
