"""The sentences of this app's refusals, and the reason that most messages have."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"filter_unknown": _("There is no such view of this list. Please begin at its first page.")}
REASONS = {"not_reached": _("Calls did not reach the customer")}
