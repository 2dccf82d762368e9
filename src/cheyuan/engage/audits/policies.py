"""Which share of a month's calls is audited, by rule: policies with history, per store."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

RULES = (
    "R01", "R02", "R03", "R05", "R06", "R07", "R08a", "R08b", "R09", "R10", "R11", "R12", "R13", "R14", "R17", "R18",
    "R19", "R25",
)  # fmt: skip
PREFIX = "audits.share."
INSURANCE = "R13"
INSURANCE_SHARE = 60
"""CARE-R13: 60 % of the month's insurance reminders are drawn for a quality audit."""
GROUP = _("Quality audits")
SHARES = tuple(
    PolicySpec(
        f"{PREFIX}{rule}", INSURANCE_SHARE if rule == INSURANCE else 0,
        format_lazy("{words} {rule}", words=_("Share of the month's reached and tried people that is audited,"), rule=rule),
        "percent", least=0, most=100, group=GROUP,
    )
    for rule in RULES
)  # fmt: skip
WORDS = PolicySpec(
    "audits.word_days", 1095, _("Findings and answers of audits are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. Score and result stay on file."),
)  # fmt: skip
