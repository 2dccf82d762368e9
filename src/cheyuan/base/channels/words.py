"""The sentences of this app's refusals, and the reason that most messages have."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "word_missing": _("Please say how the customer gave their word."),
}
REASONS = {"not_reached": _("Calls did not reach the customer")}
