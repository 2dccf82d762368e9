"""``cheyuan worker``: background jobs and the schedule; run as many as wanted, stop or kill them at any moment."""

import argparse
import asyncio

from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import answer, options
from cheyuan.site.config import load
from cheyuan.site.guardian import Guardian
from cheyuan.site.worker import live


def add(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once is CHEYUAN_JOBS."""
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Work until stopped."""
    return work(args, schedule_only=False)


def work(args: argparse.Namespace, *, schedule_only: bool) -> int:
    """Start the guardian of the database and the loop."""
    config = load()
    wake()
    guardian = Guardian(config.data)
    if config.embedded:
        guardian.start()
    answer(args, {"jobs": 0 if schedule_only else config.jobs}, "schedule runs" if schedule_only else "worker runs")
    try:
        asyncio.run(live(config.jobs, schedule_only=schedule_only))
    finally:
        guardian.leave()
    return 0
