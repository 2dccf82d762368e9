"""The command ``cheyuan``. A command's module is imported only when it is called, so that ``serve`` stays small."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from cheyuan.site.cli.shared import Fault, complain

COMMANDS = {
    "serve": ("serve", "run the web server"),
    "worker": ("worker", "run background jobs and the schedule"),
    "scheduler": ("scheduler", "run only the schedule, without jobs"),
    "migrate": ("migrate", "prepare the database; safe to repeat"),
    "doctor": ("doctor", "check the set-up and explain what is wrong"),
    "backup": ("backup", "write an encrypted backup of database and files"),
    "restore": ("restore", "restore a backup into an empty database, or rehearse it"),
    "bench": ("bench", "measure import, plan, pages and start"),
    "seed": ("seed", "make an invented world to try things in"),
    "person": ("person", "make a login, such as the first one of a new house"),
    "care": ("care", "make today's care tasks"),
    "metrics": ("metrics", "reckon the figures of the dictionary"),
    "engine": ("engine", "the data engine beside the house: a cluster to try things on"),
    "import": ("imports", "bring an owner book into a store"),
    "verify": ("verify", "prove that history was not rewritten"),
    "subject": ("subject", "give a person a copy of their data, or erase it"),
    "purge": ("purge", "remove what is past its time of keeping; runs by itself every night too"),
    "stop": ("stop", "stop the embedded database"),
}
"""Command → module in this package and the line of help."""
OK, FAILED, USAGE = 0, 1, 2
"""Exit codes of every command: done; refused or failed, with one line that says why; called wrongly."""


class Command(Protocol):
    """What a command's module offers."""

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Declare arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and answer the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the answer is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="cheyuan", description="Cheyuan 车缘: a dealership's house of work")
    table = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = words[0] if words and words[0] in COMMANDS else ""
    for name, (module, line) in COMMANDS.items():
        below = table.add_parser(name, help=line, description=line)
        if name == chosen:
            command = cast(Command, import_module(f"cheyuan.site.cli.{module}"))
            command.add(below)
            below.set_defaults(run=command.run)
    args = parser.parse_args(words)
    try:
        return int(args.run(args))
    except Fault as fault:
        return complain(args, fault)
    except KeyboardInterrupt:
        return 130
