"""Background work of the inbox."""

from procrastinate.contrib.django import app

from cheyuan.base.inbox import digesting, mailing
from cheyuan.kernel.clock import now


@app.periodic(cron="*/5 * * * *")
@app.task(name="inbox.digest", queueing_lock="inbox.digest", queue="house")
def digest(timestamp: int) -> None:
    """Every five minutes: whose hour has come, and which letters wait. Two at once make and send nothing twice."""
    for by in digesting.houses():
        digesting.make_due(by, at=now())
        mailing.DIGESTS.send_due(by, at=now())
