"""The sentences of this app's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file_large": _("This file is too large: at most %(most)s MB. Nothing was kept."),
    "file_empty": _("This file is empty. Nothing was kept."),
    "file_kind": _("This kind of file is not taken here. Allowed: %(allowed)s."),
    "file_unpacks": _("This file unpacks to more than is allowed. Nothing was kept."),
    "file_altered": _("This file was altered on the disk and cannot be opened. Please tell your administrator."),
}
