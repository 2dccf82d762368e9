from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "cheyuan.base.approvals"
    label = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        from cheyuan.base.approvals import declared

        declared.declare()
