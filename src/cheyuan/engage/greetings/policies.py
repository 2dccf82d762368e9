"""What a store decides about greetings besides the numbers of the care rules R15 and R16."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Greetings and weather")
POLICIES = (
    PolicySpec("greetings.channel", "sms", _("Greetings go first by"), choices=("sms", "wechat", "email"), group=GROUP,
               help=_("Without a preference of the customer; the contact policy has the last word.")),
    PolicySpec("greetings.warnings_are", "marketing", _("Weather advice counts as"), choices=("marketing", "service"),
               group=GROUP, help=_("As an offer it needs consent and keeps to the limits; as service it does not.")),
)  # fmt: skip
