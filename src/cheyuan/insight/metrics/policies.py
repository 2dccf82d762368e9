"""Every number of the definitions and every target, editable per store with history (INS-30)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Metrics")
POLICIES = (
    PolicySpec("metrics.months", 25, _("Metrics are reckoned for so many months back"), "months", least=1, most=60, group=GROUP,
               help=_("Figures of older months stay as they were.")),
    PolicySpec("metrics.lapse_short", 6, _("Not come for half a year: after"), "months", least=1, most=24, group=GROUP),
    PolicySpec("metrics.lapse_long", 12, _("Not come for a year: after"), "months", least=2, most=60, group=GROUP),
    PolicySpec("metrics.target_lapse_short", 45, _("Target: not come for half a year, at most"), "percent", least=0, most=100,
               group=GROUP),
    PolicySpec("metrics.target_lapse_long", 25, _("Target: not come for a year, at most"), "percent", least=0, most=100,
               group=GROUP),
)  # fmt: skip
