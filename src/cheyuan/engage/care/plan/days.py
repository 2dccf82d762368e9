"""Days as integers (days since 1970-01-01), so that every engine adds and compares them alike."""

from datetime import date

import ibis
import ibis.expr.types as ir

EPOCH = date(1970, 1, 1)
DAY_SECONDS = 86_400
LAST_SECOND = DAY_SECONDS - 1  # 23:59:59
UNKNOWN_TIME = 18 * 3600  # a time that nobody wrote down is 18:00 of its day


def number(day: date) -> int:
    """The number of a day known in Python."""
    return (day - EPOCH).days


def numbered(day: ir.DateValue) -> ir.IntegerValue:
    """The number of a day in a column."""
    return day.epoch_days()


def dated(day: ir.IntegerValue) -> ir.DateValue:
    """The calendar day of a number."""
    moved = ibis.date(EPOCH.year, EPOCH.month, EPOCH.day) + day.as_interval("D")
    return moved.cast("timestamp").date()  # engines answer a moment here, though Ibis believes it a day


def iso(day: ir.IntegerValue) -> ir.StringValue:
    """A day number as 2026-05-02."""
    return dated(day).cast("string")


def moment(day: ir.IntegerValue, seconds: int | ir.IntegerValue = LAST_SECOND) -> ir.TimestampValue:
    """The naive local moment ``seconds`` after the day began; without seconds the day's last one."""
    start = dated(day).cast("timestamp")
    return start + (ibis.interval(seconds=seconds) if isinstance(seconds, int) else seconds.as_interval("s"))


def second_of(at: ir.TimestampValue) -> ir.IntegerValue:
    """The seconds since 1970 of a naive local moment, its fraction left out."""
    return numbered(at.date()) * DAY_SECONDS + at.hour() * 3600 + at.minute() * 60 + at.second()


def after_months(day: ir.DateValue, months: ir.IntegerValue | int) -> ir.IntegerValue:
    """The number of the day ``months`` later: the same day of month, clipped to the month's last day."""
    index = day.year() * 12 + (day.month() - 1) + months
    start, following = _first_of(index), _first_of(index + 1)
    return start + ibis.least(day.day().cast("int64"), following - start) - 1


def month_end(day: ir.IntegerValue) -> ir.IntegerValue:
    """The number of the last day of the day's month."""
    then = dated(day)
    return _first_of(then.year() * 12 + then.month()) - 1


def leap(year: ir.IntegerValue) -> ir.BooleanValue:
    """Whether the year has a 29 February."""
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def ceil_div(amount: ir.IntegerValue, by: ir.IntegerValue) -> ir.IntegerValue:
    """The quotient rounded up, for negative amounts too; exact below 2^53."""
    return -((-amount) // by)


def _first_of(index: ir.IntegerValue) -> ir.IntegerValue:
    """The number of the first day of a month given as year × 12 + (month − 1)."""
    return ibis.date((index // 12).cast("int32"), (index % 12 + 1).cast("int32"), ibis.literal(1, "int32")).epoch_days()
