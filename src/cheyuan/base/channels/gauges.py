"""The figures of messages on /metrics: how many hang in quarantine, how long the oldest that is due waits."""

from django.db import connection

from cheyuan.kernel import gauges


def _read(column: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unknown, oldest FROM channels_gauges()")
        return float(cursor.fetchone()[column])


def declare() -> None:
    """Make both known."""
    gauges.register("messages_unknown", "Messages of which nobody knows whether they went out", lambda: _read(0))
    gauges.register("outbox_oldest_seconds", "Age of the oldest message that is due and not sent", lambda: _read(1))
