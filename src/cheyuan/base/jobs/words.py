"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "engine_busy": _("Many people ask for figures just now. Please try again in a moment; nothing was changed."),
    "engine_failed": _("The figures did not come through. Nothing was changed; please try again."),
    "work_unknown": _("This kind of work is not known here. Nothing was started."),
    "cursor_wrong": _("This address does not lead to a page of the list. Please begin at its first page."),
}
