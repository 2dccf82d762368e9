"""A day, a week or a month as two store days, both included."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cheyuan.kernel.clock import moment

DAY, WEEK, MONTH = "day", "week", "month"
STEPS = (DAY, WEEK, MONTH)


@dataclass(frozen=True)
class Period:
    """``step`` and its first and last day."""

    step: str
    since: date
    until: date

    @classmethod
    def of(cls, step: str, day: date) -> "Period":
        """The day, week (from Monday) or month in which ``day`` lies; a month for a step that is not known."""
        if step == DAY:
            return cls(DAY, day, day)
        if step == WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(WEEK, monday, monday + timedelta(days=6))
        first = day.replace(day=1)
        return cls(MONTH, first, next_month(first) - timedelta(days=1))

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return moment(self.since)

    @property
    def ends(self) -> datetime:
        """The first moment that is no longer in it."""
        return moment(self.until + timedelta(days=1))

    @property
    def before(self) -> "Period":
        """The one before."""
        return Period.of(self.step, self.since - timedelta(days=1))

    @property
    def after(self) -> "Period":
        """The one after."""
        return Period.of(self.step, self.until + timedelta(days=1))


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before that of ``day``."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
