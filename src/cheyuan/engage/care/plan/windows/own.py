"""Rules that managers made themselves (CARE-01): a day that is known of each car, a window around it, a deadline."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.anchors import ANCHORS
from cheyuan.engage.care.plan.tables import CAR
from cheyuan.engage.care.plan.windows.frame import Frame, end_of


def windows(frame: Frame) -> Iterator[ir.Table]:
    """One window per car and rule of its store whose anchor is known; the anchor's day is the due day.

    It is the cycle key too, except for days that a reading moves: these have the key of the shipped rules.
    """
    rules = frame.tables.own_rules
    t = frame.cars.join(rules, "store_id", rname="own_{name}")
    t = t.mutate(anchored=ibis.cases(*((t.anchor == name, t[column]) for name, column in ANCHORS.items())))
    opens, closes = t.anchored + t.opens_after, t.anchored + t.closes_after
    asked = (opens <= t.last) & (closes >= t.first) & ~(t.marketing & t.do_not_contact)
    yield t.select(
        *CAR,
        "rule",
        cycle_day=ibis.cases(
            (t.anchor == "service_due_on", t.service.fill_null(t.delivered)),
            (t.anchor == "warranty_ends_on", t.warranty_date),
            else_=t.anchored,
        ),
        mark=ibis.literal(""),
        due=t.anchored,
        opens=opens,
        closes=closes,
        deadline=end_of(t.anchored + t.deadline_after),
        wanted=asked,
    )
