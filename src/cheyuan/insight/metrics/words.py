"""Words of the dictionary: units, dims, steps, sentences of refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DIMS: dict[str, object] = {
    "store": _("Store"), "brand": _("Brand"), "model": _("Model"), "rule": _("Rule"), "agent": _("Colleague"),
    "kind": pgettext_lazy("metric", "Kind"), "channel": _("Channel"), "cohort": pgettext_lazy("metric", "Year of delivery"),
    "department": _("Department"),
}  # fmt: skip
STEPS: dict[str, object] = {
    "day": pgettext_lazy("period", "Day"), "week": pgettext_lazy("period", "Week"), "month": pgettext_lazy("period", "Month"),
}  # fmt: skip
SENTENCES = {
    "metric_dim": _("This metric cannot be split or narrowed that way (%(dim)s). Please choose another filter.")
}
