"""The figures behind each task (CARE-06) as JSON; the screen makes the sentence from them in its language."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.facts_json import day, number, record, word

DELIVERY = ("R01", "R02", "R03", "R04", "R05")


SERVICE = ("R08a", "R08b", "R09", "R10", "R17", "R25")
EXPLAINED = (
    *("store_id", "vehicle_id", "customer_id", "delivered", "service", "latest", "latest_km", "pace_km", "pace_days"),
    *("use_months", "use_km", "target_km", "service_by_date", "service_by_km", "service_by"),
    *("warranty_date", "warranty_by_km", "warranty_by", "warranty_km", "inspection_recorded", "inspection_base"),
)


def explained(t: ir.Table) -> ir.StringValue:
    """The JSON of windows joined with the facts of their car, by rule."""
    return ibis.cases(
        (t.rule.isin(DELIVERY), record(delivered_on=day(t.delivered))),
        (t.rule == "R06", record(visited_on=day(t.cycle_day))),
        (t.rule == "R07", _audited(t)),
        (t.rule == "R11", _warranty(t)),
        (t.rule == "R12", _inspection(t)),
        (t.rule == "R13", record(ends_on=day(t.due))),
        (t.rule.isin(SERVICE), _service(t)),
        else_=record(day=day(t.due)),
    )


def _audited(t: ir.Table) -> ir.StringValue:
    after = ibis.ifelse((t.cycle_day == t.delivered).fill_null(False), "delivery", "visit")
    return record(after=word(after), day=day(t.cycle_day))


def _inspection(t: ir.Table) -> ir.StringValue:
    source = word(ibis.ifelse(t.inspection_recorded, "recorded", "computed"))
    return record(source=source, due_on=day(t.due), registered_on=day(t.inspection_base))


def _warranty(t: ir.Table) -> ir.StringValue:
    return record(
        by=word(t.warranty_by),
        by_date=day(t.warranty_date),
        by_km=day(t.warranty_by_km),
        km=number(t.warranty_km),
        **_odometer(t),
    )


def _service(t: ir.Table) -> ir.StringValue:
    return record(
        base=word(ibis.ifelse(t.service.isnull(), "delivery", "service")),
        base_on=day(t.service.fill_null(t.delivered)),
        base_km=number(t.target_km - t.use_km),
        months=number(t.use_months),
        km=number(t.use_km),
        by=word(t.service_by),
        by_date=day(t.service_by_date),
        by_km=day(t.service_by_km),
        target_km=number(t.target_km),
        **_odometer(t),
    )


def _odometer(t: ir.Table) -> dict[str, ir.StringValue]:
    return {
        "latest_on": day(t.latest),
        "latest_km": number(t.latest_km),
        "pace_km": number(t.pace_km),
        "pace_days": number(t.pace_days),
    }
