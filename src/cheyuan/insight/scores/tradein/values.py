"""Every number of the trade-in score: default, unit, limits. Managers edit them per store under ``scores.trade_in_<name>``."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cheyuan.insight.scores.tradein.words import gettext_noop as _
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.policy import PolicySpec

PREFIX = "scores.trade_in_"
OLDEST = 60
"""Years after which a car is worth no less."""
MILLION = 1_000_000


def _value(default: int, unit: str, label: str, least: int, most: int) -> Any:
    return field(default=default, metadata={"unit": unit, "label": label, "least": least, "most": most})


def _points(default: int, label: str) -> Any:
    return _value(default, "", label, 0, 100)


def _days(default: int, label: str) -> Any:
    return _value(default, "days", label, 1, 1500)


@dataclass(frozen=True)
class Values:
    """The values of one store on one day; points add up to a hundred at most."""

    age_from: int = _value(4, "", _("Trade-in, age: points from the year"), 0, 40)
    age_strong: int = _value(5, "", _("Trade-in, age: strongest from the year"), 0, 40)
    age_until: int = _value(8, "", _("Trade-in, age: strongest until the year"), 0, 40)
    age_from_points: int = _points(20, _("Trade-in, age: points before the strongest years"))
    age_strong_points: int = _points(30, _("Trade-in, age: points in the strongest years"))
    age_old_points: int = _points(25, _("Trade-in, age: points after them"))
    km_least: int = _value(80_000, "km", _("Trade-in, distance: points from"), 1, 1_000_000)
    km_points: int = _points(20, _("Trade-in, distance: points"))
    km_high: int = _value(120_000, "km", _("Trade-in, distance: more points from"), 1, 2_000_000)
    km_high_points: int = _points(25, _("Trade-in, distance: points from there"))
    repairs_least: int = _value(3, "", _("Trade-in, repairs: this many or more"), 1, 50)
    repair_months: int = _value(6, "months", _("Trade-in, repairs: in the last"), 1, 60)
    repairs_points: int = _points(20, _("Trade-in, repairs: points"))
    bills_percent: int = _value(8, "percent", _("Trade-in, bills: more than this share of the car's value"), 1, 100)
    bills_months: int = _value(12, "months", _("Trade-in, bills: of the last"), 1, 60)
    bills_points: int = _points(10, _("Trade-in, bills: points"))
    valuation_days: int = _days(90, _("Trade-in, asked for a valuation: in the last"))
    valuation_points: int = _points(25, _("Trade-in, asked for a valuation: points"))
    looked_days: int = _days(90, _("Trade-in, looked at new models: in the last"))
    looked_points: int = _points(15, _("Trade-in, looked at new models: points"))
    warranty_days: int = _days(90, _("Trade-in, warranty ended: in the last"))
    warranty_points: int = _points(10, _("Trade-in, warranty ended: points"))
    family_days: int = _days(365, _("Trade-in, the family grew: in the last"))
    family_points: int = _points(10, _("Trade-in, the family grew: points"))
    candidate: int = _value(50, "", _("Trade-in: a candidate from"), 1, 100)
    first_year_percent: int = _value(
        80, "percent", _("Trade-in, value: share of the list price in the first year"), 1, 100
    )
    further_percent: int = _value(88, "percent", _("Trade-in, value: share kept in each further year"), 1, 100)


DEFAULTS = Values()
NAMES = tuple(one.name for one in dataclasses.fields(Values))
SINCE = ("repairs_since", "bills_since", "valuation_since", "looked_since", "warranty_since", "family_since")


def specs(translate: Callable[[str], object], group: object) -> tuple[PolicySpec, ...]:
    """The values as policies; ``translate`` makes the labels (gettext_lazy)."""
    return tuple(
        PolicySpec(f"{PREFIX}{one.name}", one.default, translate(one.metadata["label"]), one.metadata["unit"],
                   least=one.metadata["least"], most=one.metadata["most"], group=group)
        for one in dataclasses.fields(Values)
    )  # fmt: skip


def from_policies(stored: Mapping[str, Any]) -> Values:
    """Values from policies by key; what is missing has its default."""
    return Values(**{name: stored[PREFIX + name] for name in NAMES if PREFIX + name in stored})


def rows(stores: Mapping[int, Values], as_of: date) -> list[dict[str, Any]]:
    """One row per store: its values and the days counted back from ``as_of``; a day counts when it is after ``…_since``."""
    return [
        {"store_id": store, "as_of": as_of, **dataclasses.asdict(one), **since(one, as_of)}
        for store, one in stores.items()
    ]


def since(values: Values, as_of: date) -> dict[str, date]:
    """The days after which something still counts."""
    months = {"repairs": values.repair_months, "bills": values.bills_months}
    days = {name: getattr(values, f"{name}_days") for name in ("valuation", "looked", "warranty", "family")}
    return {f"{name}_since": add_months(as_of, -many) for name, many in months.items()} | {
        f"{name}_since": as_of - timedelta(days=many) for name, many in days.items()
    }


def worth_rows(stores: Mapping[int, Values]) -> list[dict[str, int]]:
    """Per store and full year of age: how many millionths of the list price a car is worth (rounded down)."""
    return [
        {"store_id": store, "age": age, "ppm": ppm(one, age)}
        for store, one in stores.items()
        for age in range(OLDEST + 1)
    ]


def ppm(values: Values, age: int) -> int:
    """0.80 of the list price in the first year, 0.88 of that in each further one: whole millionths, exact."""
    return MILLION * values.first_year_percent * values.further_percent**age // (100 * 100**age)
