"""Words of the cockpit."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PERIODS: dict[str, object] = {
    "month": pgettext_lazy("cockpit", "Month"), "quarter": pgettext_lazy("cockpit", "Quarter"),
    "year": pgettext_lazy("cockpit", "12 months"), "free": pgettext_lazy("cockpit", "Free days"),
}  # fmt: skip
COMPARED: dict[str, object] = {
    "before": pgettext_lazy("cockpit", "vs period before"), "year": pgettext_lazy("cockpit", "vs last year"),
}  # fmt: skip
KINDS: dict[str, object] = {"day": _("Daily letter"), "week": _("Page of the week")}
MAIL: dict[str, object] = {
    "none": pgettext_lazy("letter", "only here: no mail server or no address"),
    "waiting": pgettext_lazy("letter", "waits to be sent"),
    "claimed": pgettext_lazy("letter", "is being sent"),
    "sent": pgettext_lazy("letter", "sent by mail"),
    "failed": pgettext_lazy("letter", "refused by the mail server"),
    "doubt": pgettext_lazy("letter", "unknown whether it left; it is not sent again"),
}  # fmt: skip
