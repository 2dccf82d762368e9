"""When the letters go and the week closes, editable per store."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Cockpit")
POLICIES = (
    PolicySpec("cockpit.mail_hour", 7, _("Hour of the daily letter to managers"), "hours", least=6, most=23, group=GROUP,
               help=_("Figures are reckoned before six.")),
    PolicySpec("cockpit.letter_days", 400, _("Letters to managers are removed after"), "days", least=30, most=7300,
               group=_("Time of keeping")),
)  # fmt: skip
