"""Sentences of refusals, words for states and verdicts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "approval_unknown": _("Nobody decides about such a matter here."),
    "approval_reason": _("Please say why; whoever decides needs to know."),
    "approval_amount": _("An amount cannot be less than nothing."),
    "approval_asked": _("This question waits for an answer already. Nothing was asked twice."),
    "approval_own": _("What one asked for oneself is decided by somebody else."),
    "approval_not_yours": _("This waits for somebody else's signature."),
    "approval_others": _("Only the person who asked can take it back."),
    "approval_closed": _("This was decided meanwhile. Your answer was not needed and changed nothing."),
    "approval_remark": _("Please say why not, so that the person who asked can go on."),
}
STATES = {
    "waiting": pgettext_lazy("approval", "Waiting"),
    "approved": pgettext_lazy("approval", "Approved"),
    "refused": pgettext_lazy("approval", "Refused"),
    "withdrawn": pgettext_lazy("approval", "Taken back"),
}
MARKS = {"waiting": "now", "approved": "well", "refused": "no", "withdrawn": "none"}
VERDICTS = {
    "yes": _("signed"),
    "no": pgettext_lazy("approval", "refused"),
    "own": _("within their own limit"),
    "withdrawn": _("took it back"),
}
VERBS = {
    "approval.asked": _("Asked for an approval"),
    "approval.signed": _("Signed and passed on"),
    "approval.approved": pgettext_lazy("approval", "Approved"),
    "approval.refused": pgettext_lazy("approval", "Refused"),
    "approval.withdrawn": _("Request taken back"),
}
