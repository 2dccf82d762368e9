from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "cheyuan.base.channels"
    label = "channels"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from cheyuan.base.apikit.registry import register_router
        from cheyuan.base.channels import declared, gauges, providers, reasons, rights
        from cheyuan.base.channels.listing import MESSAGES, page_of
        from cheyuan.base.channels.providers.aliyun import AliyunSms, AliyunVoice
        from cheyuan.base.channels.providers.outbox import Outbox
        from cheyuan.base.channels.providers.smtp import Smtp
        from cheyuan.base.channels.providers.tencent import TencentSms
        from cheyuan.base.channels.providers.wechat import WechatAccount
        from cheyuan.base.channels.providers.wecom import Wecom
        from cheyuan.base.channels.words import REASONS, SENTENCES
        from cheyuan.base.lists import spec as lists
        from cheyuan.base.ui import nav, words
        from cheyuan.kernel import policy, ref, right

        right.register(*rights.ALL)
        policy.register(*declared.POLICIES)
        providers.register(Outbox(), Smtp(), AliyunSms(), TencentSms(), WechatAccount(), Wecom(), AliyunVoice())
        gauges.declare()
        lists.register(MESSAGES)
        register_router("messages", "cheyuan.base.channels.api.router")
        ref.register(ref.Kind("message", _("Message"), page_of, "messages.view", "chat"))
        words.register(SENTENCES)
        reasons.register(REASONS)
        nav.register(nav.Entry("messages", _("Messages"), "chat", "channels:list", right="messages.view", order=70))
