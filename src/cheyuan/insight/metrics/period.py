"""The days that a page asks for, and those before them to compare with."""

from dataclasses import dataclass
from datetime import date, timedelta

from cheyuan.insight.metrics.months import after, back

EARLIEST = date(2000, 1, 1)
DAYS_AS_DAYS, DAYS_AS_WEEKS = 45, 190


@dataclass(frozen=True)
class Days:
    """From a day to another, both included."""

    first: date
    last: date

    @classmethod
    def month_of(cls, today: date) -> "Days":
        """The running month up to today; on its first five days the one before, which has something to say."""
        if today.day <= 5:
            return cls(back(today, 1), today.replace(day=1) - timedelta(days=1))
        return cls(today.replace(day=1), today)

    @property
    def whole_months(self) -> bool:
        """Whether it begins with a month and ends with one."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def before(self) -> "Days":
        """Months are compared with as many months before; a month up to a day with the one before up to that day."""
        if self.whole_months:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return Days(back(self.first, months), self.first - timedelta(days=1))
        if self.first.day == 1 and self.last < after(self.first):
            start = back(self.first, 1)
            return Days(start, min(start + (self.last - self.first), self.first - timedelta(days=1)))
        return Days(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))

    @property
    def step(self) -> str:
        """In which steps a picture of so many days is best read."""
        days = (self.last - self.first).days
        return "day" if days <= DAYS_AS_DAYS else "week" if days <= DAYS_AS_WEEKS else "month"

    def year(self) -> "Days":
        """Thirteen months up to these days, for courses."""
        return Days(back(self.last, 12), self.last)
