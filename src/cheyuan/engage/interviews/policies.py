"""Every number of the interviews, editable per store."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Interviews of visitors")
LOW = "interviews.low_score"
POLICIES = (
    PolicySpec(LOW, 6, _("A reception is scored low up to"), "", least=0, most=9, group=GROUP,
               help=_("Of ten. A low score opens a finding for the manager of the department that received them.")),
)  # fmt: skip
WORDS = PolicySpec(
    "interviews.word_days", 1095, _("Words of interviews are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. The scores stay as figures."),
)  # fmt: skip
