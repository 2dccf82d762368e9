"""Once a night: touches are kept for some days (whoever looked last before that reads everything anew), files put right."""

from datetime import date

from django.db import connection

from cheyuan.base.lake import process
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

NAME, HOUR, MINUTE = "lake.forget", 3, 50
KEEP_DAYS = 14
TIDY = "cheyuan.base.lake.tidying.tidy"
STALE_DAYS = KEEP_DAYS - 2
"""A look older than this counts as none: a transaction may have begun long before it was seen to touch something."""


def nightly(by: Actor, day: date) -> None:
    """Forget the old touches of the actor's stores; what was erased leaves the disk."""
    with scope(by):
        forget()
    process.once(by, TIDY)


def forget(days: int = KEEP_DAYS) -> int:
    """Inside a scope; answers how many touches went."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lake_forget(%s)", [days])
        return int(cursor.fetchone()[0])
