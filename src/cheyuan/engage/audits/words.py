"""Words of audits: states, sentences of refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: dict[str, object] = {
    "open": pgettext_lazy("audit", "to be audited"), "passed": pgettext_lazy("audit", "passed"),
    "failed": pgettext_lazy("audit", "failed"),
}  # fmt: skip
SHAPES = {"open": "now", "passed": "well", "failed": "over"}
SENTENCES = {
    "audit_month": _("This month has not begun yet."),
    "audit_judged": _("This call was audited meanwhile. Nothing was changed."),
    "audit_own": _("Nobody audits a call of their own. Please leave it to a colleague."),
    "audit_card": _("The score sheet has a new version. Please mark again by that one."),
    "audit_marks": _("Every line needs a mark, and at least one must apply."),
    "audit_findings": _("Please write what has to change: a failed call needs a finding."),
    "audit_finding": _("This is what a visitor said; it is answered, not judged again."),
    "audit_open": _("This call has not been audited yet."),
    "audit_answered": _("You have answered this result already."),
    "audit_words": _("Please write your answer."),
    "card_lines": _("A score sheet needs at least one line."),
    "card_weight": _("Each weight is a whole number from 1 to 100."),
    "card_pass": _("The pass mark is a whole number from 1 to 100."),
}
