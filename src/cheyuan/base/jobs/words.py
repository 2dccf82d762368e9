"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "engine_busy": _("Many people ask for figures just now. Please try again in a moment; nothing was changed."),
    "engine_failed": _("The figures did not come through. Nothing was changed; please try again."),
    "engine_missing": _("The data engine %(engine)s is not installed here. Nothing was changed."),
    "engine_unknown": _("There is no data engine %(engine)s. Nothing was changed."),
    "engine_no_cluster": _("No cluster is named in the settings of this house. Nothing was changed."),
    "work_unknown": _("This kind of work is not known here. Nothing was started."),
    "cursor_wrong": _("This address does not lead to a page of the list. Please begin at its first page."),
}
