"""Days of the expressions, the same on every engine: numbers since 1970-01-01 are added and compared."""

import ibis
import ibis.expr.types as ir


def index(day: ir.DateValue) -> ir.IntegerValue:
    """The month of a day as one number: year × 12 + (month − 1)."""
    return day.year().cast("int64") * 12 + (day.month().cast("int64") - 1)


def numbered(day: ir.DateValue) -> ir.IntegerValue:
    """The number of a day."""
    return day.epoch_days().cast("int64")


def dated(number: ir.IntegerValue) -> ir.DateValue:
    """The day of a number."""
    moved = ibis.date(1970, 1, 1) + number.as_interval("D")
    return moved.cast("timestamp").date()  # engines answer a moment here, though Ibis believes it a day


def shifted(day: ir.DateValue, days: ir.IntegerValue | int) -> ir.DateValue:
    """The day so many days later."""
    return dated(numbered(day) + days)


def after_months(day: ir.DateValue, months: ir.IntegerValue | int) -> ir.IntegerValue:
    """The number of the day ``months`` later: the same day of month, clipped to the month's last day."""
    at = index(day) + months
    start, following = _first_of(at), _first_of(at + 1)
    return start + ibis.least(day.day().cast("int64"), following - start) - 1


def _first_of(at: ir.IntegerValue) -> ir.IntegerValue:
    year, month = (at // 12).cast("int32"), (at % 12 + 1).cast("int32")
    return ibis.date(year, month, ibis.literal(1, "int32")).epoch_days().cast("int64")
