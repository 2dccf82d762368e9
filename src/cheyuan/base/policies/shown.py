"""Policies as people read and write them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.policies.models import PolicyVersion
from cheyuan.kernel import money
from cheyuan.kernel.policy import PolicySpec

UNITS = {
    "days": _("days"),
    "km": _("km"),
    "months": _("months"),
    "fen": _("yuan"),
    "percent": _("%"),
    "hours": _("hours"),
    "minutes": _("minutes"),
    "seats": _("seats"),
    "oclock": _("o’clock"),
    "a_month": _("a month"),
    "level": "",
    "time": "",
    "": "",
}
CHOICES = {
    "sms": _("Text message"),
    "wechat": _("WeChat"),
    "email": _("Email"),
    "every": _("every day"),
    "open": _("days on which the store is open"),
    "working": _("working days"),
    "": "—",
}
"""Values that are codes, in words."""
ROOMS = {
    "care": _("Care rules"),
    "contact": _("Contact centre"),
    "customers": _("Customers"),
    "vehicles": _("Vehicles"),
    "limits": _("Limits of roles"),
}


@dataclass(frozen=True)
class Row:
    """One policy in a list: what it says now, and who says so (shipped, group or store)."""

    key: str
    label: object
    help: object
    value: str
    unit: object
    source: object
    decided: PolicyVersion | None
    coming: PolicyVersion | None
    coming_value: str


def row(spec: PolicySpec, value: Any, decided: PolicyVersion | None, coming: PolicyVersion | None) -> Row:
    """The line of a policy."""
    return Row(
        key=spec.key,
        label=spec.label,
        help=spec.help,
        value=words(spec, value),
        unit=unit(spec),
        source=source(decided),
        decided=decided,
        coming=coming,
        coming_value=words(spec, coming.value) if coming else "",
    )


def words(spec: PolicySpec, value: Any) -> str:
    """A value as it is read, without its unit."""
    if isinstance(value, bool):
        return gettext("on") if value else gettext("off")
    if spec.unit == "fen" and isinstance(value, int):
        return money.show(value).removeprefix("¥")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(CHOICES.get(value, value))


def unit(spec: PolicySpec) -> object:
    """The unit in words."""
    return UNITS.get(spec.unit, spec.unit)


def source(decided: PolicyVersion | None) -> object:
    """Who decided: this store, the group, or nobody (the shipped default)."""
    if decided is None:
        return gettext("shipped default")
    return gettext("this store") if decided.for_store_id else gettext("the whole group")


def room(spec: PolicySpec) -> str:
    """The room that reads a policy, in words."""
    first = spec.key.partition(".")[0]
    return str(ROOMS.get(first, spec.group or first))
