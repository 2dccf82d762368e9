"""Background work of the cockpit: weeks that are over close on Monday morning, letters go when the hour has come."""

from datetime import date, datetime, timedelta

from procrastinate.contrib.django import app

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.queries import store_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.cockpit import letters, mailing, weekly
from cheyuan.faces.cockpit.models import Letter
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

NAME = "cockpit.week"
HOUR, MINUTE = 6, 30


@app.periodic(cron="*/5 * * * *")
@app.task(name="cockpit.letters", queueing_lock="cockpit.letters", queue="house")
def write_and_send(timestamp: int) -> None:
    """Every five minutes: whose hour has come, and which letters wait. Two at once write and send nothing twice."""
    for by in letters.houses():
        letters.write_due(by, at=now())
        mailing.LETTERS.send_due(by, at=now())


def nightly(by: Actor, day: date) -> None:
    """Every morning after the figures: is the week before closed? A day that was missed is made up for."""
    monday = day - timedelta(days=day.weekday() + 7)
    with scope(by):
        if day_of(store_of(by, by.store_ids[0]).created_at) > monday + timedelta(days=6):
            return
    weekly.close(by, monday, at=now())


def _remove(by: Actor, before: datetime, _at: datetime) -> int:
    with scope(by):
        return int(Letter.objects.filter(store_id__in=by.store_ids, made_at__lt=before).delete()[0])


KEEPING = Keeping("cockpit_letters", "cockpit.letter_days", _remove)
