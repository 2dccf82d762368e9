"""Every number of the definitions and every target, editable per store with history (INS-30)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Metrics")


def _target(
    name: str, default: int, label: object, unit: str = "percent", most: int = 100, help: object = ""
) -> PolicySpec:
    return PolicySpec(f"metrics.target_{name}", default, label, unit, least=0, most=most, group=GROUP, help=help)


POLICIES = (
    PolicySpec("metrics.months", 25, _("Metrics are reckoned for so many months back"), "months", least=1, most=60, group=GROUP,
               help=_("Figures of older months stay as they were.")),
    PolicySpec("metrics.lapse_short", 6, _("Not come for half a year: after"), "months", least=1, most=24, group=GROUP),
    PolicySpec("metrics.lapse_long", 12, _("Not come for a year: after"), "months", least=2, most=60, group=GROUP),
    PolicySpec("metrics.grace_days", 0, _("A car still counts as returned after the end of the month of its due day, for"),
               "days", least=0, most=60, group=GROUP),
    PolicySpec("metrics.return_days", 30, _("Return after a talk: within"), "days", least=1, most=180, group=GROUP),
    PolicySpec("metrics.closing_days", 14, _("A complaint is closed soon: within"), "days", least=1, most=90, group=GROUP),
    _target("lapse_short", 45, _("Target: not come for half a year, at most")),
    _target("lapse_long", 25, _("Target: not come for a year, at most")),
    _target("overdue", 5, _("Target: overdue reminders, at most")),
    _target("reach", 75, _("Target: reach rate")),
    _target("failed", 10, _("Target: failed to reach, at most")),
    _target("contact_return", 30, _("Target: return after a talk")),
    _target("closing", 90, _("Target: complaints closed in two weeks")),
    _target("complaints", 5, _("Target: complaints per 100 visits, at most"), "", 1000, _("In tenths: 5 is 0.5.")),
    _target("response", 60, _("Target: minutes to the first answer to a complaint, at most"), "", 10_000),
    _target("csi", 90, _("Target: satisfaction"), "", 100, _("In tenths of a point of ten: 90 is 9.0.")),
    _target("nps", 50, _("Target: recommendation (NPS)"), ""),
)  # fmt: skip
