"""Sentences of refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "balance_even": _("The work is even already; nothing was moved."),
    "balance_changed": _("The work has moved on meanwhile. Nothing was changed; here is the new proposal."),
    "balance_old": _("Only what was moved today can be taken back."),
    "balance_undone": _("This was taken back already."),
}
