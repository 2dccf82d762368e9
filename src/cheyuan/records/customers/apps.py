from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "cheyuan.records.customers"
    label = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.customers import declared

        declared.declare()
