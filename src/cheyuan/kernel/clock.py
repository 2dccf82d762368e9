"""Time: aware moments in, store days out. Actions take ``at``; only faces and jobs ask the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)


def day_of(at: datetime, zone: ZoneInfo = SHANGHAI) -> date:
    """The store's calendar day of a moment."""
    return at.astimezone(zone).date()


def moment(day: date, hour: int = 0, minute: int = 0, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The moment of a wall-clock time in the store."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
