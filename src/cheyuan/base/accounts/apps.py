from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cheyuan.base.accounts"
    label = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from cheyuan.base.accounts.rights import RIGHTS
        from cheyuan.kernel import right

        right.register(*RIGHTS)
