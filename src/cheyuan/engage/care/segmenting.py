"""What customer care brings to segments: what is due, and the owners at risk and lost."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.engage.care.exports import DUES
from cheyuan.insight.segments import declaring
from cheyuan.insight.segments.declaring import Leaf, Policy, Shipped, every
from cheyuan.insight.segments.fields import Field, Source, register

GROUP = _("What is due")
SOURCE = Source("care_dues", "vehicle", (DUES,), "cheyuan.engage.care.plan.standing.dues")
FIELDS = (
    Field("service_due", _("Service due"), SOURCE.code, "service_due_on", "date", group=GROUP, order=24),
    Field("past_due", _("Past due for service by"), SOURCE.code, "past_due", "number", "days", group=GROUP, order=25),
    Field("warranty_ends", _("Warranty ends, by day or forecast"), SOURCE.code, "warranty_ends_on", "date", group=GROUP,
          order=26),
    Field("km_per_day", _("Driven a day"), SOURCE.code, "km_per_day", "number", "km_day", group=GROUP, order=27),
)  # fmt: skip
SHIPPED = (
    Shipped(
        "risk-late", pgettext_lazy("segment", "At risk"), "risk", "vehicle",
        every(Leaf("past_due", "least", Policy("care.r25_from_days")), Leaf("past_due", "most", Policy("care.r25_until_days"))),
        60,
    ),
    Shipped(
        "risk-lapsed", pgettext_lazy("segment", "Lapsed"), "risk", "vehicle",
        every(Leaf("past_due", "above", Policy("care.r25_until_days")), Leaf("past_due", "most", Policy("care.r17_until_days"))),
        61,
    ),
    Shipped(
        "risk-lost", pgettext_lazy("segment", "Lost"), "risk", "vehicle",
        every(Leaf("past_due", "above", Policy("care.r17_until_days"))), 62,
    ),
)  # fmt: skip


def declare() -> None:
    """Make them known; called once at start."""
    register(SOURCE, *FIELDS)
    declaring.register(*SHIPPED)
