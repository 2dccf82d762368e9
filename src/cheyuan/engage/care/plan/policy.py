"""Every number of the care plan: its default, unit and limits. Managers edit them per store under the keys ``care.<name>``.

Defaults are those of the care rules' exact meaning; a name that begins with a rule's code (``r09_before_days``) belongs to
that rule's row in the editor, ``on_R09`` switches the rule. All figures are whole numbers.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cheyuan.engage.care.plan.words import gettext_noop as _
from cheyuan.kernel.policy import PolicySpec

# Non-operating private cars up to nine seats: mark or line inspection in these years, then every year (GA 801 practice of 2022).
INSPECTION_YEARS = (2, 4, 6, 8, 10)
REACH = 60
"""Visits of receptions open windows for at most twice this many days: older ones are not read."""


def _value(default: int, unit: str, label: str, least: int = 0, most: int = 4000) -> Any:
    return field(default=default, metadata={"unit": unit, "label": label, "least": least, "most": most})


def _days(default: int, label: str, most: int = 400) -> Any:
    return _value(default, "days", label, 0, most)


def _months(default: int, label: str) -> Any:
    return _value(default, "months", label, 1, 240)


def _km(default: int, label: str, least: int = 0, most: int = 1_000_000) -> Any:
    return _value(default, "km", label, least, most)


def _hours(default: int, label: str) -> Any:
    return _value(default, "hours", label, 1, 2400)


def _on(label: str) -> Any:
    return field(default=True, metadata={"unit": "", "label": label, "least": None, "most": None})


@dataclass(frozen=True)
class Values:
    """The values of one store on one day."""

    first_months: int = _months(6, _("First service: months after delivery"))
    first_km: int = _km(5_000, _("First service: kilometres, combustion"), 1)
    first_km_ev: int = _km(10_000, _("First service: kilometres, electric"), 1)
    months: int = _months(6, _("Service interval: months, combustion"))
    km: int = _km(10_000, _("Service interval: kilometres, combustion"), 1)
    months_ev: int = _months(12, _("Service interval: months, electric"))
    km_ev: int = _km(20_000, _("Service interval: kilometres, electric"), 1)
    km_per_day: int = _km(35, _("Kilometres a day when unknown, combustion"), 1, 500)
    km_per_day_ev: int = _km(40, _("Kilometres a day when unknown, electric"), 1, 500)
    km_per_day_least: int = _km(1, _("Kilometres a day: at least"), 1, 500)
    km_per_day_most: int = _km(500, _("Kilometres a day: at most"), 1, 5_000)
    pace_window_days: int = _days(730, _("Kilometres a day: readings of the last days"), 4_000)
    pace_least_days: int = _value(30, "days", _("Kilometres a day: days between two readings at least"), 1, 400)
    spike_km: int = _km(1_500, _("Implausible above kilometres a day"), 1)
    warranty_months: int = _months(36, _("Warranty: months after delivery"))
    warranty_km: int = _km(100_000, _("Warranty: kilometres"), 1)
    inspection_seats: int = _value(9, "seats", _("Inspection: private cars up to seats"), 1, 60)
    inspection_past_days: int = _days(30, _("Inspection: a recorded date counts for days after it"))

    r01_after_days: int = _days(1, _("Call after 24 hours: days after delivery"))
    r01_keep_days: int = _days(7, _("Call after 24 hours: may still begin for days"))
    r01_deadline_hours: int = _hours(24, _("Call after 24 hours: deadline, hours after delivery"))
    r02_after_days: int = _days(2, _("Call after 72 hours: days after delivery"))
    r02_keep_days: int = _days(7, _("Call after 72 hours: may still begin for days"))
    r02_deadline_hours: int = _hours(72, _("Call after 72 hours: deadline, hours after delivery"))
    r03_after_days: int = _days(0, _("Advisor takes over: days after delivery"))
    r03_keep_days: int = _days(7, _("Advisor takes over: may still begin for days"))
    r03_deadline_hours: int = _hours(72, _("Advisor takes over: deadline, hours after delivery"))
    r04_after_days: int = _days(7, _("Delivery survey: days after delivery"))
    r04_keep_days: int = _days(7, _("Delivery survey: may still begin for days"))
    r04_deadline_days: int = _days(7, _("Delivery survey: deadline, days after delivery"))
    r05_after_days: int = _days(15, _("Call on day 15: days after delivery"))
    r05_keep_days: int = _days(7, _("Call on day 15: may still begin for days"))
    r05_deadline_days: int = _days(16, _("Call on day 15: deadline, days after delivery"))
    r06_after_days: int = _days(0, _("Call after a visit: days after the visit"))
    r06_keep_days: int = _days(7, _("Call after a visit: may still begin for days"))
    r06_deadline_hours: int = _hours(48, _("Call after a visit: deadline, hours after hand-over"))
    r07_after_days: int = _days(3, _("Audit call: days after delivery or visit"))
    r07_keep_days: int = _days(7, _("Audit call: may still begin for days"))
    r07_deadline_days: int = _days(7, _("Audit call: deadline, days after it may begin"))
    r08a_from_months: int = _months(2, _("First service, early reminder: months after delivery"))
    r08a_until_months: int = _months(3, _("First service, early reminder: until months after delivery"))
    r08b_before_days: int = _days(3, _("First service, last reminder: days before it is due"))
    r08b_keep_days: int = _days(29, _("First service, last reminder: days after it was due"))
    r09_before_days: int = _days(7, _("Service reminder: days before it is due"))
    r09_keep_days: int = _days(29, _("Service reminder: days after it was due"))
    r10_before_days: int = _days(14, _("Invitation to book: days before service is due"))
    r10_before_km: int = _km(1_000, _("Invitation to book: kilometres before service is due"))
    r10_until_days: int = _days(8, _("Invitation to book: until days before service is due"))
    r11_before_days: int = _days(30, _("Warranty end: days before"))
    r11_keep_days: int = _days(0, _("Warranty end: days after"))
    r12_before_days: int = _days(60, _("Inspection: days before"))
    r12_keep_days: int = _days(30, _("Inspection: days after"))
    r13_before_days: int = _days(60, _("Insurance end: days before"))
    r13_keep_days: int = _days(0, _("Insurance end: days after"))
    opening_minute: int = _value(510, "minutes", _("The store opens, minutes after midnight"), 0, 1_439)
    r14_deadline_minutes: int = _value(120, "minutes", _("Birthday: deadline, minutes after opening"), 0, 840)
    r15_hour: int = _value(9, "oclock", _("Festivals and solar terms: messages leave at"), 8, 20)
    r15_least: int = _value(3, "a_month", _("Festivals and solar terms: at least, with weather"), 0, 4)
    r16_least_level: int = _value(2, "level", _("Season and weather: from the level"), 1, 4)
    r17_every_days: int = _value(90, "days", _("Lapsed owners: call every days after service was due"), 1, 400)
    r17_until_days: int = _days(360, _("Lapsed owners: until days after service was due"), 1_600)
    r17_deadline_days: int = _days(10, _("Lapsed owners: deadline at the month's end, but at least days"))
    r19_after_days: int = _days(0, _("Important guests: days after the visit"), REACH)
    r19_keep_days: int = _days(7, _("Important guests: may still begin for days"), REACH)
    r19_deadline_hours: int = _hours(48, _("Important guests: deadline, hours after the visit"))
    r20_share: int = _value(20, "percent", _("Interviews: share of the visitors without a car"), 0, 100)
    r20_after_days: int = _days(1, _("Interviews: days after the visit"), REACH)
    r20_keep_days: int = _days(7, _("Interviews: may still begin for days"), REACH)
    r20_deadline_days: int = _days(3, _("Interviews: deadline, days after the visit"))
    r22_again_months: int = _months(6, _("Trade-in candidates: called again after months"))
    r22_keep_days: int = _days(30, _("Trade-in candidates: may still begin for days"))
    r22_deadline_days: int = _days(7, _("Trade-in candidates: deadline, days after they may be called"))
    r23_first_days: int = _value(30, "days", _("Vouchers expire: first message, days before"), 8, 400)
    r23_last_days: int = _value(7, "days", _("Vouchers expire: last message, days before"), 1, 60)
    r23_keep_days: int = _value(3, "days", _("Vouchers expire: a message may be made up for days"), 0, 6)
    r24_fresh_hours: int = _hours(24, _("Milestones: told only when noted within hours"))
    r25_from_days: int = _days(30, _("Owners at risk: days after service was due"))
    r25_until_days: int = _days(89, _("Owners at risk: until days after service was due"))
    r25_deadline_days: int = _days(7, _("Owners at risk: deadline, days after it may begin"))

    on_R01: bool = _on(_("Call after 24 hours: on"))
    on_R02: bool = _on(_("Call after 72 hours: on"))
    on_R03: bool = _on(_("Advisor takes over: on"))
    on_R04: bool = _on(_("Delivery survey: on"))
    on_R05: bool = _on(_("Call on day 15: on"))
    on_R06: bool = _on(_("Call after a visit: on"))
    on_R07: bool = _on(_("Audit call: on"))
    on_R08a: bool = _on(_("First service, early reminder: on"))
    on_R08b: bool = _on(_("First service, last reminder: on"))
    on_R09: bool = _on(_("Service reminder: on"))
    on_R10: bool = _on(_("Invitation to book: on"))
    on_R11: bool = _on(_("Warranty end: on"))
    on_R12: bool = _on(_("Inspection: on"))
    on_R13: bool = _on(_("Insurance end: on"))
    on_R14: bool = _on(_("Birthday: on"))
    on_R15: bool = _on(_("Festivals and solar terms: on"))
    on_R16: bool = _on(_("Season and weather: on"))
    on_R17: bool = _on(_("Lapsed owners: on"))
    on_R19: bool = _on(_("Important guests: on"))
    on_R20: bool = _on(_("Interviews: on"))
    on_R22: bool = _on(_("Trade-in candidates: on"))
    on_R23: bool = _on(_("Vouchers expire: on"))
    on_R24: bool = _on(_("Milestones: on"))
    on_R25: bool = _on(_("Owners at risk: on"))


DEFAULTS = Values()


def fields() -> tuple[dataclasses.Field[Any], ...]:
    """All values with default and metadata (unit, label, least, most), in the order of the editor."""
    return dataclasses.fields(Values)


def names_of(rule: str) -> tuple[str, ...]:
    """The names of the values that only this rule reads, its switch first."""
    return tuple(f.name for f in fields() if f.name == f"on_{rule}") + tuple(
        f.name for f in fields() if f.name.startswith(f"{rule.lower()}_")
    )


def specs(translate: Callable[[str], object] = str) -> tuple[PolicySpec, ...]:
    """The values as policies ``care.<name>``; ``translate`` makes the labels (gettext_lazy)."""
    return tuple(
        PolicySpec(
            key=f"care.{f.name}",
            default=f.default,
            label=translate(f.metadata["label"]),
            unit=f.metadata["unit"],
            least=f.metadata["least"],
            most=f.metadata["most"],
            group="care",
        )
        for f in fields()
    )


def from_policies(stored: Mapping[str, Any]) -> Values:
    """Values from policies by key (``care.months`` …); what is missing has its default, other keys are passed over."""
    known = {f"care.{f.name}": f.name for f in fields()}
    return Values(**{known[key]: value for key, value in stored.items() if key in known})


def policy_rows(stores: Mapping[int, Values]) -> list[dict[str, int | bool]]:
    """The rows of the policies' table: one per store."""
    return [{"store_id": store_id, **dataclasses.asdict(values)} for store_id, values in stores.items()]


def default_rows(store_ids: Iterable[int]) -> list[dict[str, int | bool]]:
    """The rows of stores that changed nothing."""
    return policy_rows(dict.fromkeys(store_ids, DEFAULTS))
