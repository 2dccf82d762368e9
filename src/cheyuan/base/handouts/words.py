"""Sentences of refusals, words for states."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "handout_none": _("Nothing fits these conditions; there is nothing to hand out."),
    "handout_many": _("At most %(most)s rows leave the house with phones at once. Please narrow the conditions."),
    "handout_unapproved": _("A second person has not approved this export. Nothing was written."),
    "handout_not_ready": _("This export is not ready yet, or was not approved."),
    "handout_taken": _("This file was taken already; it can be taken only once. Please ask again if you need it."),
    "handout_over": _("The time in which this file could be taken is over; it was removed."),
}
STATES = {
    "asked": pgettext_lazy("export", "waits for a second person"),
    "approved": pgettext_lazy("export", "approved, being made"),
    "made": pgettext_lazy("export", "ready, can be taken once"),
    "taken": pgettext_lazy("export", "taken, no longer there"),
    "refused": pgettext_lazy("export", "refused"),
    "withdrawn": pgettext_lazy("export", "taken back"),
    "expired": pgettext_lazy("export", "not taken in time, removed"),
}
MARKS = {
    "asked": "now",
    "approved": "now",
    "made": "well",
    "taken": "none",
    "refused": "no",
    "withdrawn": "none",
    "expired": "no",
}
