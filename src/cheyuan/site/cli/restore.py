"""``cheyuan restore FILE``: into an empty database, then every refusal since is obeyed again; ``--drill`` only rehearses."""

import argparse
from pathlib import Path

from cheyuan.site.cli.house import told
from cheyuan.site.cli.shared import answer, options
from cheyuan.site.config import load
from cheyuan.site.vault.restore import rehearse, whole


def add(parser: argparse.ArgumentParser) -> None:
    """What from, and whether for real."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--drill", action="store_true", help="prove the backup in a database of its own, change nothing"
    )
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Restore or rehearse."""
    config = load()
    if args.drill:
        facts = rehearse(config, args.file)
        answer(args, facts, f"backup of {facts['made_at']} restores: {facts['tables']} tables, {facts['rows']} rows")
        return 0
    facts = whole(config, args.file)
    answer(args, facts, f"backup of {facts['made_at']} restored: {facts['rows']} rows, {facts['files']} files")
    return 0
