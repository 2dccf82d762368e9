"""The day a test runs on. Asked when the test runs: a day kept from when the file was loaded is wrong after midnight."""

from datetime import date, timedelta

from cheyuan.kernel.clock import day_of, now


def today(days: int = 0) -> date:
    """This store day, or the one so many days after it (before it, when negative)."""
    return day_of(now()) + timedelta(days=days)
