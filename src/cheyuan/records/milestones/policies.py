"""The numbers of milestones that a manager decides about."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

POLICIES = (
    PolicySpec("milestones.undo_minutes", 30, _("A milestone can be taken back for"), "minutes", least=1, most=1440,
               group=_("Milestones")),
)  # fmt: skip
WORDS = PolicySpec(
    "milestones.word_days", 1095, _("Words of finished orders and jobs are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. Number, steps and times stay."),
)  # fmt: skip
