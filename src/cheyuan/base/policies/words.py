"""The sentences of this app's refusals, and what its audit rows are called."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "policy_value": _("This value does not fit. Nothing was changed; please stay between %(least)s and %(most)s."),
    "policy_unknown": _("There is no such setting."),
}
