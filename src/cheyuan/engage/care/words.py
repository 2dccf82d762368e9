"""Codes of care rules in words, and the sentences of refusals."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

ROLES = {
    "care_agent": _("the care agent"),
    "care_manager": _("the care manager"),
    "sales_consultant": _("the sales consultant"),
    "sales_manager": _("the sales manager"),
    "service_advisor": _("the service advisor"),
    "service_manager": _("the service manager"),
}
CHANNELS = {"call": _("calls"), "message": _("sends a message")}
ANCHORS = {
    "delivered_on": _("the delivery"),
    "last_service_on": _("the last service"),
    "service_due_on": _("a due service"),
    "warranty_ends_on": _("the end of the warranty"),
    "inspection_due_on": _("the inspection"),
    "insurance_ends_on": _("the end of the insurance"),
}
ENERGIES = {
    "any": _("anything"),
    "ice": _("petrol or diesel"),
    "ev": _("electricity alone"),
    "phev": _("plug-in hybrid"),
    "hev": _("hybrid"),
}
REASONS = {
    "service_done": _("the service was done"),
    "later_date": _("a later date was recorded"),
    "data_corrected": _("the data were put right"),
    "car_left": _("the car left the book"),
    "no_candidate": _("the car is no trade-in candidate any more"),
    "do_not_contact": _("the customer does not want to be contacted"),
    "car_sold": _("the car was sold"),
    "undone": _("it was taken back"),
    "erased": _("the customer's file was erased"),
    "merged": _("two files of one person were merged"),
    "complaint_reopened": _("the complaint was opened again"),
}
SKILLS = {"insurance": _("insurance")}
CHOICES: dict[str, dict[Any, Any]] = {
    "role": ROLES, "channel": CHANNELS, "anchor": ANCHORS, "energy": ENERGIES,
    "marketing": {True: _("counts as advertising"), False: _("is part of the service")},
}  # fmt: skip
UNITS = {
    "days": _("days"), "hours": _("hours"), "months": _("months"), "km": _("km"), "minutes": _("minutes"), "": "",
    "oclock": _("o’clock"), "a_month": _("a month"), "level": "",
    "percent": _("percent"),
}  # fmt: skip
KINDS = {
    "new": pgettext_lazy("preview", "new"),
    "gone": pgettext_lazy("preview", "left out"),
    "earlier": pgettext_lazy("preview", "earlier"),
    "later": pgettext_lazy("preview", "later"),
    "same": pgettext_lazy("preview", "unchanged"),
    "known": pgettext_lazy("preview", "exists already"),
}
KIND_ICONS = {"new": "plus", "gone": "close", "earlier": "left", "later": "right", "same": "check", "known": "check"}
OFFSETS = ("opens_after", "closes_after", "deadline_after")

SENTENCES = {
    "interval_kind": _("Please say for which cars: a brand, a model or an engine."),
    "rule_past": _("A rule can change from today on; what happened before stays as it was."),
    "rule_segment": _("This segment does not exist here, or it was put away. Please choose another one."),
    "rule_title": _("Please give the rule a name."),
    "rule_window": _("The rule would end before it begins. Please put the days in order."),
    "store_needed": _("Please choose a store first."),
}


def unit(name: str) -> str:
    """A unit in words."""
    return str(UNITS.get(name, name))


def spoken(name: str, value: Any, unit_name: str) -> str:
    """A value as it stands in a sentence: "7 days", "1,000 km", "30 days before", "the delivery"."""
    if name in CHOICES and value in CHOICES[name]:
        return str(CHOICES[name][value])
    if name in OFFSETS:
        return offset(value)
    if isinstance(value, bool):
        return pgettext("rule", "on") if value else pgettext("rule", "off")
    if not isinstance(value, int):
        return str(value) or pgettext("value", "any")
    if name in ("age_from", "age_until") and not value:
        return _t("any age")
    return counted(value, unit_name)


def counted(value: int, unit_name: str) -> str:
    """A number with its unit."""
    figures = {"count": f"{value:,}"}
    if unit_name == "days":
        return ngettext("%(count)s day", "%(count)s days", value) % figures
    if unit_name == "hours":
        return ngettext("%(count)s hour", "%(count)s hours", value) % figures
    if unit_name == "months":
        return ngettext("%(count)s month", "%(count)s months", value) % figures
    if unit_name == "minutes":
        return ngettext("%(count)s minute", "%(count)s minutes", value) % figures
    if unit_name == "oclock":
        return f"{value}:00"
    if unit_name == "a_month":
        return ngettext("%(count)s a month", "%(count)s a month", value) % figures
    if unit_name == "percent":
        return _t("%(count)s percent") % figures
    return _t("%(count)s km") % figures if unit_name == "km" else figures["count"]


def offset(days: int) -> str:
    """So many days before or after; on the day itself."""
    if days < 0:
        return ngettext("%(count)s day before the day", "%(count)s days before the day", -days) % {
            "count": f"{-days:,}"
        }
    if days:
        return ngettext("%(count)s day after the day", "%(count)s days after the day", days) % {"count": f"{days:,}"}
    return _t("on the day")


def how(channels: tuple[str, ...]) -> str:
    """The channels in the order they are tried."""
    return str(_t(", then ").join(str(CHANNELS[one]) for one in channels))


def reason(code: str) -> str:
    """Why a task closed itself, in words."""
    return str(REASONS.get(code, code))
