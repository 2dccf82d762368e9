"""Every number of the complaints (CARE-31), editable per store."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Complaints")
POLICIES = (
    PolicySpec("complaints.first_minutes", 60, _("First answer within"), "minutes", least=5, most=2880, group=GROUP,
               help=_("All clocks count the store's opening hours and stand still while we wait for the customer.")),
    PolicySpec("complaints.urgent_hours", 4, _("Urgent complaints solved within"), "hours", least=1, most=240, group=GROUP),
    PolicySpec("complaints.normal_hours", 24, _("Other complaints solved within"), "hours", least=1, most=720, group=GROUP),
    PolicySpec("complaints.tell_hours", 24, _("Result told within, after the solution"), "hours", least=1, most=240,
               group=GROUP),
    PolicySpec("complaints.revisit_days", 7, _("Revisit, after the result was told"), "days", least=1, most=60, group=GROUP),
    PolicySpec("complaints.revisit_hours", 9, _("Revisit done within, from its day on"), "hours", least=1, most=240,
               group=GROUP),
    PolicySpec("complaints.warn_percent", 75, _("Team lead is told when a limit is used up to"), "percent", least=10, most=99,
               group=GROUP),
    PolicySpec("complaints.head_percent", 150, _("General manager is told at"), "percent", least=101, most=1000, group=GROUP,
               help=_("Of the limit. The department's manager is told when it has run out.")),
    PolicySpec("complaints.holidays_count", False, _("Clocks run on public holidays when the store is open"), group=GROUP),
    PolicySpec("complaints.undo_minutes", 15, _("A step can be taken back for"), "minutes", least=1, most=240, group=GROUP),
)  # fmt: skip
