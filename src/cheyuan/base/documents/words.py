"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "document_slow": _("The document took longer than %(seconds)s seconds and was given up. Please try again."),
    "document_failed": _("The document could not be set. Please tell your administrator: %(why)s"),
}
