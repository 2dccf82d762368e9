"""Words of the dictionary: units, dims, steps, sentences of refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.channels import shown

WORK: dict[str, object] = {
    "service": pgettext_lazy("visit", "Service"), "repair": pgettext_lazy("visit", "Repair"),
    "body": pgettext_lazy("visit", "Body work"),
}  # fmt: skip
MESSAGES = {"channel": shown.CHANNELS, "kind": shown.PURPOSES}
DIMS: dict[str, object] = {
    "store": _("Store"), "brand": _("Brand"), "model": _("Model"), "rule": _("Rule"), "agent": _("Colleague"),
    "kind": pgettext_lazy("metric", "Kind"), "channel": _("Channel"), "cohort": pgettext_lazy("metric", "Year of delivery"),
    "department": _("Department"),
}  # fmt: skip
STEPS: dict[str, object] = {
    "day": pgettext_lazy("period", "Day"), "week": pgettext_lazy("period", "Week"), "month": pgettext_lazy("period", "Month"),
}  # fmt: skip
PARTS: dict[str, object] = {
    "": pgettext_lazy("rows of a metric", "All"), "yes": pgettext_lazy("rows of a metric", "Counted in"),
    "no": pgettext_lazy("rows of a metric", "Not counted in"),
}  # fmt: skip
SENTENCES = {
    "metric_dim": _("This metric cannot be split or narrowed that way (%(dim)s). Please choose another filter."),
    "metric_slow": _("There are too many rows to list at once. Please choose fewer days, one store or another filter."),
}
