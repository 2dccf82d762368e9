"""The days on which a store works: tasks are offered on them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cheyuan.base.tenancy.queries import hours, special_days

if TYPE_CHECKING:
    from cheyuan.base.tenancy.models import Store

FAR = 730


def open_days(store: "Store", first: date, most: int = 400) -> list[date]:
    """The next working days from ``first`` on; a store that never opens works every day."""
    week = set(hours(store))
    special = {one.day: one.opens is not None for one in special_days(store, first)}
    found: list[date] = []
    for day in _days(first):
        if special.get(day, day.weekday() in week or not week):
            found.append(day)
        if len(found) == most:
            break
    return found or [first]


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(FAR))
