from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "cheyuan.base.tenancy"
    label = "tenancy"
    verbose_name = _("Stores")

    def ready(self) -> None:
        from cheyuan.base.tenancy.rights import RIGHTS
        from cheyuan.kernel import right

        right.register(*RIGHTS)
