"""``cheyuan stop``: end the embedded database in an orderly way."""

import argparse

from cheyuan.site import embedded
from cheyuan.site.cli.shared import answer, options
from cheyuan.site.config import load


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    options(parser)


def run(args: argparse.Namespace) -> int:
    """Stop it; a running ``serve`` or ``worker`` would bring it back."""
    config = load()
    was = config.embedded and embedded.stop(config.data)
    answer(args, {"stopped": was}, "database stopped" if was else "no embedded database was running")
    return 0
