"""On which of the coming days the store works, and from when to when."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from cheyuan.base.tenancy import queries as tenancy


@dataclass(frozen=True)
class Hours:
    """One open day."""

    opens: time
    closes: time
    lunch_from: time | None = None
    lunch_to: time | None = None


DEFAULT = Hours(time(8, 30), time(18), time(12), time(14))


def hours_between(store_id: int, since: date, until: date) -> dict[date, Hours]:
    """The open days from ``since`` to ``until``; special days win. A store that has entered no hours works 8:30 to 18:00."""
    week = tenancy.hours(store_id)  # type: ignore[arg-type]
    special = {one.day: one for one in tenancy.special_days(store_id, since)}  # type: ignore[arg-type]
    found: dict[date, Hours] = {}
    for day in (since + timedelta(days=n) for n in range((until - since).days + 1)):
        usual = week.get(day.weekday())
        hours = Hours(usual.opens, usual.closes, usual.lunch_from, usual.lunch_to) if usual else None
        if day in special:
            other = special[day]
            hours = Hours(other.opens, other.closes) if other.opens and other.closes else None
        elif not week:
            hours = DEFAULT
        if hours:
            found[day] = hours
    return found
