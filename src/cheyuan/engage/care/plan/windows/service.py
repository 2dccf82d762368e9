"""R08a, R08b, R09, R10: the first service, the periodic one, and the invitation to book."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import after_months
from cheyuan.engage.care.plan.pace import odometer
from cheyuan.engage.care.plan.windows.frame import Frame, end_of


def windows(frame: Frame) -> Iterator[ir.Table]:
    """The four reminders of a service that is due."""
    t = frame.cars
    yield _early(frame)
    yield _around_due(frame, "R08b", t.service.isnull(), None, "first:b")
    yield _around_due(frame, "R09", t.service.notnull(), t.service)
    yield _invitation(frame)


def _around_due(
    frame: Frame, rule: str, which: ir.BooleanValue, cycle: ir.IntegerValue | None, mark: str = ""
) -> ir.Table:
    t, code, due = frame.cars, rule.lower(), frame.cars.service_due
    opens, closes = due - t[f"{code}_before_days"], due + t[f"{code}_keep_days"]
    return frame.windows(
        rule, t, which, opens=opens, closes=closes, due=due, cycle=cycle, deadline=end_of(due), mark=mark
    )


def _early(frame: Frame) -> ir.Table:
    """R08a, while the last reminder (R08b) has not begun."""
    t = frame.cars
    new = t.filter(t.on_R08a, t.service.isnull(), t.service_due.notnull())
    t = new.mutate(
        early=after_months(new.delivered_on, new.r08a_from_months),
        late=after_months(new.delivered_on, new.r08a_until_months),
    )
    before_last = t.service_due - t.r08b_before_days
    waits = (before_last > t.first) & (before_last > t.early)
    return frame.windows(
        "R08a",
        t,
        waits,
        opens=t.early,
        closes=t.late,
        due=t.service_due,
        cycle=None,
        deadline=end_of(t.late),
        mark="first:a",
    )


def _invitation(frame: Frame) -> ir.Table:
    """R10, from the earlier of some days before the due date and the day from which few km are left."""
    t, due = frame.cars, frame.cars.service_due
    near = odometer(t).day_of(t.target_km - t.r10_before_km)
    by_days = due - t.r10_before_days
    opens, closes = ibis.least(by_days, near.fill_null(by_days)), due - t.r10_until_days
    cycle = t.service.fill_null(t.delivered)
    return frame.windows("R10", t, opens=opens, closes=closes, due=due, cycle=cycle, deadline=end_of(due))
