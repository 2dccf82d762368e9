"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "work_unknown": _("This kind of work is not known here. Nothing was started."),
    "cursor_wrong": _("This address does not lead to a page of the list. Please begin at its first page."),
}
