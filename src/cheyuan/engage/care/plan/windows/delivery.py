"""R01–R05: the first two weeks after delivery, in the store that sold the car."""

from collections.abc import Iterator

import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import DAY_SECONDS, UNKNOWN_TIME
from cheyuan.engage.care.plan.windows.frame import Frame, end_of

BY_HOURS = ("R01", "R02", "R03")
BY_DAYS = ("R04", "R05")


def windows(frame: Frame) -> Iterator[ir.Table]:
    """Calls due some hours after a delivery whose time is unknown, and some due at the end of a day after it."""
    t = frame.cars
    handed_over = t.delivered * DAY_SECONDS + UNKNOWN_TIME
    for rule in BY_HOURS:
        yield _after(frame, rule, handed_over + t[f"{rule.lower()}_deadline_hours"] * 3600)
    for rule in BY_DAYS:
        yield _after(frame, rule, end_of(t.delivered + t[f"{rule.lower()}_deadline_days"]))


def _after(frame: Frame, rule: str, deadline: ir.IntegerValue) -> ir.Table:
    t, code = frame.cars, rule.lower()
    opens = t.delivered + t[f"{code}_after_days"]
    closes = opens + t[f"{code}_keep_days"]
    return frame.windows(
        rule, t, t.sold_here, opens=opens, closes=closes, due=opens, cycle=t.delivered, deadline=deadline
    )
