from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InboxConfig(AppConfig):
    name = "cheyuan.base.inbox"
    label = "inbox"
    verbose_name = _("Inbox")

    def ready(self) -> None:
        from cheyuan.base.inbox import declared

        import_module("cheyuan.base.inbox.jobs")
        declared.declare()
