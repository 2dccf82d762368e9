"""R22: cars whose score speaks for a trade-in, when they become candidates and once more while they still are."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import after_months, iso, numbered
from cheyuan.engage.care.plan.facts_json import day, number, record
from cheyuan.engage.care.plan.tables import CAR
from cheyuan.engage.care.plan.windows.frame import Frame, end_of

CODE = "R22"
CALLS = (0, 1)


def tasks(frame: Frame) -> Iterator[ir.Table]:
    """One task on entering, one some months later: the cycle is the day of entering and which of the two it is."""
    t = frame.tables.candidates.join(frame.cars, list(CAR))
    t = t.join(frame.tables.policies.select("store_id", "as_of"), "store_id")
    t = t.filter(t[f"on_{CODE}"], ~t.do_not_contact, t.since <= t.as_of, t.until.isnull() | (t.until > t.as_of))
    for call in CALLS:
        yield _of_call(t, frame, call)


def _of_call(t: ir.Table, frame: Frame, call: int) -> ir.Table:
    t = t.mutate(opens=after_months(t.since, t.r22_again_months * call))
    t = t.mutate(closes=t.opens + t.r22_keep_days)
    t = t.filter(t.opens <= t.last, t.closes >= t.first)
    t = t.join(frame.tables.vehicles.select(*CAR, "vin"), list(CAR))
    return t.select(
        "store_id",
        rule=ibis.literal(CODE),
        subject_kind=ibis.literal("vehicle"),
        subject_id=t.vehicle_id,
        subject=t.vin,
        customer_id=t.customer_id,
        vehicle_id=t.vehicle_id,
        cycle=iso(numbered(t.since)) + f"/{call}",
        due=t.opens,
        opens=t.opens,
        closes=t.closes,
        deadline=end_of(t.opens + t.r22_deadline_days),
        facts=record(since=day(numbered(t.since)), score=number(t.score), reasons=t.reasons.fill_null("[]")),
    )
