"""R11, R12, R13: what ends on a day: warranty, inspection, insurance."""

from collections.abc import Iterator

import ibis.expr.types as ir

from cheyuan.engage.care.plan.windows.frame import Frame, end_of


def windows(frame: Frame) -> Iterator[ir.Table]:
    """Reminders some days before each end; the warranty's cycle is its date part, which no reading moves."""
    t = frame.cars
    yield _before(frame, "R11", t.warranty_ends, t.warranty_date)
    yield _before(frame, "R12", t.inspection_due, t.inspection_due)
    yield _before(frame, "R13", t.insurance_ends, t.insurance_ends)


def _before(frame: Frame, rule: str, due: ir.IntegerValue, cycle: ir.IntegerValue) -> ir.Table:
    t, code = frame.cars, rule.lower()
    opens, closes = due - t[f"{code}_before_days"], due + t[f"{code}_keep_days"]
    return frame.windows(rule, t, opens=opens, closes=closes, due=due, cycle=cycle, deadline=end_of(due))
