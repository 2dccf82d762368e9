"""What all commands share: the --json flag, one way to answer, one way to fail."""

import argparse
import json
import sys
from collections.abc import Mapping


class Fault(Exception):
    """A command cannot do what it was asked: a stable code, and one line for people."""

    def __init__(self, code: str, line: str, **facts: object) -> None:
        super().__init__(line)
        self.code = code
        self.facts = facts


def options(parser: argparse.ArgumentParser) -> None:
    """The flags of every command."""
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")


def answer(args: argparse.Namespace, facts: Mapping[str, object], *lines: str) -> None:
    """Print the result: the facts with --json, else the lines."""
    if args.json:
        print(json.dumps(facts, ensure_ascii=False, default=str), flush=True)
        return
    for line in lines:
        print(line, flush=True)


def complain(args: argparse.Namespace, fault: Fault) -> int:
    """Say in one line what went wrong; the exit code is 1."""
    if getattr(args, "json", False):
        print(json.dumps({"error": fault.code, "detail": str(fault), **fault.facts}, ensure_ascii=False, default=str))
    print(f"cheyuan: {fault}", file=sys.stderr)
    return 1
