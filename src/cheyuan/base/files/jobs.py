"""Background work of the files."""

from procrastinate.contrib.django import app

from cheyuan.base.files import actions
from cheyuan.kernel.clock import now


@app.periodic(cron="53 19 * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep", queue="house")
def sweep(timestamp: int) -> None:
    """Every night: content that no row knows."""
    actions.sweep(now())
