"""The rows of ``asked``: the months of a time in each store, with the policies that held at their ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from cheyuan.base.policies.queries import changes, values_of_stores


def asked(stores: Sequence[int], numbers: Iterable[str], first: date, last: date, as_of: date) -> list[dict[str, Any]]:
    """One row per store and month that has a day from ``first`` to ``last``; days after ``as_of`` are left out.

    Inside a scope. Of the running month the policies of ``as_of`` hold; they are asked for again only after they changed.
    """
    keys = sorted(set(numbers))
    days = changes(keys) if keys else []
    found: list[dict[str, Any]] = []
    held: dict[int, dict[str, Any]] = {}
    asked_on = date.min
    for begin, end in months(first, min(last, as_of)):
        until = min(end, as_of)
        if keys and (not held or any(asked_on < day <= until for day in days)):
            held, asked_on = values_of_stores("", list(stores), until), until
        for store in stores:
            values = {key.replace(".", "_"): int(held[store][key]) for key in keys}
            number = begin.year * 12 + begin.month - 1
            row = {"store_id": store, "index": number, "first": begin, "last": until, "as_of": as_of}
            found.append(row | values)
    return found


def months(first: date, last: date) -> list[tuple[date, date]]:
    """The first and last day of each month from that of ``first`` to that of ``last``."""
    found = []
    day = first.replace(day=1)
    while day <= last:
        following = after(day)
        found.append((day, following - timedelta(days=1)))
        day = following
    return found


def after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def back(day: date, months: int) -> date:
    """The first day of the month so many months before that of ``day``."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    first = day.replace(day=1)
    return first, after(first) - timedelta(days=1)
