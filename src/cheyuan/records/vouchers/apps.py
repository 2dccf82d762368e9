from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VouchersConfig(AppConfig):
    name = "cheyuan.records.vouchers"
    label = "vouchers"
    verbose_name = _("Vouchers")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.records.vouchers import declared

        declared.declare()
