"""What customer care brings to segments: what is due, the owners at risk and lost, and which rules are for one."""

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.care.exports import DUES
from cheyuan.engage.care.queries.segments import rules_for
from cheyuan.insight.segments import declaring
from cheyuan.insight.segments.declaring import Leaf, Policy, Shipped, Use, User, Uses, every
from cheyuan.insight.segments.fields import Field, Source, register
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

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


def rules(by: Actor, code: str) -> Uses:
    """The care rules that are for a segment; those of other stores, and of people without the right, are only counted."""
    found = rules_for(code, day_of(now()))
    here = [one for one in found if one.for_store is None or one.for_store in by.store_ids]
    here = here if by.may("care.rules.view") else []
    names = store_names({one.for_store for one in here if one.for_store})
    lines = [
        Use(
            f"{one.code} {one.title}", reverse("care:rule", args=[one.code]),
            names.get(one.for_store, "") if one.for_store else gettext("whole group"), one.since, one.until, one.on,
        )
        for one in here
    ]  # fmt: skip
    return Uses(lines, len(found) - len(here))


RULES = User(
    "care_rule", _("Care rules"), "rules",
    _("From the next counting on who enters gets their tasks, and who leaves gets no more. Open tasks stay."),
    _("The next plan makes no more tasks by them. Open tasks stay, and bringing the segment back starts them again."),
    10, rules,
)  # fmt: skip


def declare() -> None:
    """Make them known; called once at start."""
    register(SOURCE, *FIELDS)
    declaring.register(*SHIPPED)
    declaring.uses(RULES)
