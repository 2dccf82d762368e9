from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "cheyuan.base.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from cheyuan.base.journal import rights
        from cheyuan.kernel import right

        right.register(rights.VIEW)
