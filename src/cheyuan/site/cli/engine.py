"""``cheyuan engine WHAT``: the data engine beside the house. ``cluster``: a Spark cluster on this machine, to try things on."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress

from cheyuan.base.lake.engines.cluster import CORES, MEMORY, WORKERS, NoCluster, Size, cluster
from cheyuan.site.cli import engine_files as files
from cheyuan.site.cli.shared import Fault, answer, options


def add(parser: argparse.ArgumentParser) -> None:
    """What, and its own words."""
    below = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name, (line, declare, _run) in WHATS.items():
        words = below.add_parser(name, help=line, description=line)
        declare(words)
        options(words)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return WHATS[args.what][2](args)


def _cluster_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N")
    parser.add_argument("--cores", type=int, default=CORES, metavar="N", help="of each worker")
    parser.add_argument("--memory", default=MEMORY, metavar="SIZE", help="of each worker, such as 600m or 2g")


def _cluster(args: argparse.Namespace) -> int:
    """Tell the address and stay until interrupted, or until whoever gave a pipe as standard input is gone."""
    try:
        with cluster(Size(args.workers, args.cores, args.memory)) as master:
            line = (
                f"the cluster listens at {master}; try: CHEYUAN_SPARK_MASTER={master} cheyuan care plan --engine spark"
            )
            answer(args, {"master": master}, line, "it ends with this command (Ctrl+C)")
            with suppress(KeyboardInterrupt):
                sys.stdin.read()
    except NoCluster as wrong:
        raise Fault("no_cluster", str(wrong)) from wrong
    return 0


Declare = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace], int]
WHATS: dict[str, tuple[str, Declare, Run]] = {
    "cluster": ("a Spark cluster on this machine, for trials and tests; on loopback only", _cluster_words, _cluster),
    "value": ("transactions (customer, date, amount) → value and chance to come again", files.value_words, files.value),
    "score": ("cars' facts → trade-in score and reasons", files.score_words, files.score),
}
