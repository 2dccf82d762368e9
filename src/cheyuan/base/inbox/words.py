"""Words for states of notices and of a digest's letter."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES = {
    "new": pgettext_lazy("notice", "New"),
    "read": pgettext_lazy("notice", "Read"),
    "done": pgettext_lazy("notice", "Done"),
}
MARKS = {"new": "now", "read": "", "done": "well"}
MAIL = {
    "none": _("not by mail"),
    "waiting": _("the letter waits"),
    "claimed": _("the letter is being handed over"),
    "sent": _("also sent by mail"),
    "failed": _("the mail server refused the letter"),
    "doubt": _("nobody knows whether the letter left; it is not sent again"),
}
WORK = _("Background work")
SENTENCES = {"digest_hour": _("Please choose a full hour from 0 to 23.")}
