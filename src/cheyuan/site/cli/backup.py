"""``cheyuan backup FILE``: database and files, encrypted whole. Keys are not in it: keep ``keys`` somewhere else."""

import argparse
from pathlib import Path

from cheyuan.site.cli.house import told
from cheyuan.site.cli.shared import Fault, answer, options
from cheyuan.site.config import load
from cheyuan.site.vault.backup import write


def add(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to write; replaced when it is there")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Write it."""
    try:
        facts = write(load(), args.file.resolve())
    except OSError as wrong:
        raise Fault("cannot_write", f"cannot write {args.file}: {wrong.strerror}") from wrong
    answer(args, facts, f"{facts['file']}: {facts['bytes']} bytes, {facts['files']} files")
    return 0
