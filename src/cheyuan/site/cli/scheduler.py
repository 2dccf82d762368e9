"""``cheyuan scheduler``: only the schedule; every worker has it too, and the queue keeps a job from running twice."""

import argparse

from cheyuan.site.cli.house import told
from cheyuan.site.cli.shared import options
from cheyuan.site.cli.worker import work


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Run the schedule until stopped."""
    return work(args, schedule_only=True)
