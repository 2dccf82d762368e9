"""Days as people and sheets write them (the year always first), and reckoning with months and birthdays."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

SHEET_EPOCH = date(1899, 12, 30)  # day 0 of the serial numbers of spreadsheets (ECMA-376, 1900 date base)
LEAST_SERIAL, MOST_SERIAL = 20_000, 80_000  # 1954-10-03 … 2119-01-11
BIRTH_SERIAL = 3_654  # 1910-01-02: below it a number is rather a year
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_WRITTEN = re.compile(
    r"(?:(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年 ?(\d{1,2})月 ?(\d{1,2})[日号]?)|(\d{4})(\d{2})(\d{2}))" + _TIME
)
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")


def read(value: object, *, least_serial: int = LEAST_SERIAL) -> date:
    """The day meant by a date, 2024-03-05, 2024.3.5, 2024/3/5, 2024年3月5日, 20240305 or a sheet's serial number.

    Never day or month first, which cannot be told apart. ``least_serial`` is the smallest serial number believed
    (birthdays: BIRTH_SERIAL). Refused("date_form") for anything else and for days that do not exist.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Refused("date_form", value=value)
    return _read(value, least_serial)


@lru_cache(maxsize=65_536)
def _read(value: int | float | str, least_serial: int) -> date:
    text = half(value)
    found = _WRITTEN.fullmatch(text.removesuffix(".0"))
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part is not None)
            return _sensible(date(year, month, day))
        if _SERIAL.fullmatch(text) and least_serial <= float(text) < MOST_SERIAL + 1:
            return SHEET_EPOCH + timedelta(days=int(float(text)))
    except ValueError:
        pass
    raise Refused("date_form", value=value)


def _sensible(day: date) -> date:
    if not 1900 <= day.year <= 2199:
        raise ValueError
    return day


def add_months(day: date, months: int) -> date:
    """``day`` moved by months, its day of month kept, clipped to the last day of the month reached (care-semantics)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday_in(birthday: date, year: int) -> date:
    """The birthday of that year; 29 February is kept on 28 February in common years."""
    return add_months(birthday, 12 * (year - birthday.year))
