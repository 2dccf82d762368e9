"""How a car stands by the newest plan, for whoever asks for segments: days past due, kilometres a day."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import number


def dues(tables: Mapping[str, ir.Table], today: date) -> ir.Table:
    """One row per car: service_due_on, past_due (days, negative before it), warranty_ends_on, km_per_day where measured."""
    rows = tables["care_dues"]
    pace = ibis.ifelse(
        rows.pace_known & (rows.pace_days > 0), rows.pace_km // rows.pace_days, ibis.null().cast("int64")
    )
    return rows.select(
        "store_id", "vehicle_id", "service_due_on", "warranty_ends_on",
        past_due=(number(today) - rows.service_due_on.epoch_days()).cast("int64"),
        km_per_day=pace.cast("int64"),
    )  # fmt: skip
