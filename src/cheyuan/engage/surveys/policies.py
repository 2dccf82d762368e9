"""Every number of the surveys, editable per store."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Surveys")
POLICIES = (
    PolicySpec("surveys.low_opens", True, _("A low score opens a complaint"), group=GROUP),
    PolicySpec("surveys.low_score", 6, _("A score is low up to"), "", least=0, most=9, group=GROUP,
               help=_("Of ten. The lowest score of an answer counts, the readiness to recommend among them.")),
    PolicySpec("surveys.link_days", 14, _("A link can be answered for"), "days", least=1, most=180, group=GROUP),
    PolicySpec("surveys.again_days", 90, _("Nobody is asked the same survey again within"), "days", least=1, most=730,
               group=GROUP, help=_("By message or letter from a colleague; care rules have their own times.")),
    PolicySpec("surveys.channel", "sms", _("Surveys are sent first by"), choices=("sms", "wechat", "email"), group=GROUP,
               help=_("The customer's own preference and the contact policy come first.")),
    PolicySpec("surveys.question_hours", 48, _("Questions of customers answered within"), "hours", least=1, most=240,
               group=GROUP),
    PolicySpec("surveys.wait_days", 3, _("Without an answer to the message, called after"), "days", least=1, most=30,
               group=GROUP),
    PolicySpec("surveys.address", "", _("Address of this house in links"), group=GROUP,
               help=_("For example https://care.example.com. Empty: the address at which this house listens.")),
)  # fmt: skip
