from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cheyuan.base.channels"
    label = "channels"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from cheyuan.base.channels import reasons, rights
        from cheyuan.base.channels.words import REASONS, SENTENCES
        from cheyuan.base.ui import nav, words
        from cheyuan.kernel import right

        right.register(rights.VIEW)
        words.register(SENTENCES)
        reasons.register(REASONS)
        nav.register(nav.Entry("messages", _("Messages"), "chat", "channels:list", right="messages.view", order=70))
