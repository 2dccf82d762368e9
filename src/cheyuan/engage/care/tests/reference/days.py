"""Calendar arithmetic of the care semantics."""

from datetime import date, datetime, time, timedelta

SIX_IN_THE_EVENING = time(18, 0)
LAST_SECOND = time(23, 59, 59)


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month."""
    if month in (4, 6, 9, 11):
        return 30
    if month != 2:
        return 31
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else 28


def plus_days(day: date, n: int) -> date:
    """The day n days later."""
    return day + timedelta(days=n)


def plus_months(day: date, n: int) -> date:
    """Same day of the month n months later, clipped to that month's last day."""
    year, month = day.year, day.month
    for _ in range(n):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, days_in_month(year, month)))


def month_end(day: date) -> date:
    """Last day of the month."""
    return date(day.year, day.month, days_in_month(day.year, day.month))


def end_of(day: date) -> datetime:
    """Last second of the day."""
    return datetime.combine(day, LAST_SECOND)


def evening_of(day: date) -> datetime:
    """The moment that stands for an unknown time of the day."""
    return datetime.combine(day, SIX_IN_THE_EVENING)


def ceil_div(a: int, b: int) -> int:
    """a / b rounded up, for b > 0 and any a."""
    whole = a // b
    return whole if whole * b == a else whole + 1
