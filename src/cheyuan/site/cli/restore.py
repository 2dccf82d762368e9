"""``cheyuan restore FILE``: into an empty database, then every refusal since is obeyed again; ``--drill`` only rehearses."""

import argparse
import subprocess
import sys
from pathlib import Path

from django.utils.module_loading import import_string

from cheyuan.kernel.clock import now
from cheyuan.site.cli.house import told, wake
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
    if main_of("migrate"):
        return 1
    facts["refusals"], facts["erasures"] = _obey_again()
    answer(
        args,
        facts,
        f"backup of {facts['made_at']} restored: {facts['rows']} rows, {facts['files']} files",
        f"{facts['refusals']} refusals hold again, {facts['erasures']} files were erased again",
    )
    return 0


def main_of(command: str) -> int:
    """Run another command in a process of its own (it connects as the owner); its complaints are shown as they are."""
    return subprocess.run([sys.executable, "-m", "cheyuan.site.cli", command], stdout=subprocess.DEVNULL).returncode


def _obey_again() -> tuple[int, int]:
    """What happened after the backup and is kept outside it: refusals hold again, whoever was erased is erased again."""
    wake()
    refusals = import_string("cheyuan.base.channels.actions.replay_refusals")()
    import_string("cheyuan.base.channels.actions.doubt_after_restore")(now())
    import_string("cheyuan.base.journal.witness.note_restore")(now())
    erasures = import_string("cheyuan.records.customers.again.erase_again")(now())
    return int(refusals), int(erasures)
