"""What all rules share: the rows in question, and the shape of a window."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import DAY_SECONDS, LAST_SECOND
from cheyuan.engage.care.plan.tables import CAR, Tables

WINDOW = (*CAR, "rule", "cycle_day", "mark", "due", "opens", "closes", "deadline")


@dataclass(frozen=True)
class Frame:
    """The cars in care, with all values of their store and the days asked for: ``first`` to ``last``, for a plan the same."""

    tables: Tables
    cars: ir.Table

    def windows(
        self,
        rule: str,
        t: ir.Table,
        *where: ir.BooleanValue,
        opens: ir.IntegerValue,
        closes: ir.IntegerValue,
        due: ir.IntegerValue,
        cycle: ir.IntegerValue | None,
        deadline: ir.IntegerValue,
        mark: str = "",
    ) -> ir.Table:
        """The windows of this rule for the rows of ``t`` (cars, or visits with their car), ``wanted`` where it applies.

        Days are numbers, ``deadline`` counts seconds since 1970 in the store's time; the cycle key is its day, then ``mark``.
        """
        wanted = (t[f"on_{rule}"] & (opens <= t.last)) & (closes >= t.first)
        for condition in where:
            wanted = wanted & condition
        return t.select(
            *CAR,
            rule=ibis.literal(rule),
            cycle_day=ibis.null("int64") if cycle is None else cycle,
            mark=ibis.literal(mark),
            due=due,
            opens=opens,
            closes=closes,
            deadline=deadline,
            wanted=wanted,
        )


def end_of(day: ir.IntegerValue) -> ir.IntegerValue:
    """The last second of a day, in seconds since 1970."""
    return day * DAY_SECONDS + LAST_SECOND
