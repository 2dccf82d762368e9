"""``cheyuan verify audit``: was history rewritten? Names every place where it was; exit code 1 then."""

import argparse
from dataclasses import asdict

from django.db import connection
from django.utils.module_loading import import_string

from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import answer, options


def add(parser: argparse.ArgumentParser) -> None:
    """What to verify."""
    parser.add_argument("what", choices=["audit"], help="the chains of the audit, against themselves and the witness")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Read every row of every chain, as the owner: row-level security would hide other groups."""
    wake(owner=True)
    report = import_string("cheyuan.base.journal.verify.verify")(connection)
    faults = [asdict(fault) for fault in report.faults]
    facts = {
        "ok": report.ok,
        "chains": report.chains,
        "rows": report.rows,
        "witnessed": report.witnessed,
        "faults": faults,
    }
    lines = [f"chain {one['chain']}, place {one['seq']}, row {one['id']}: {one['kind']}" for one in faults]
    verdict = "nothing was rewritten" if report.ok else f"{len(faults)} places were rewritten"
    answer(args, facts, *lines, f"{report.rows} rows in {report.chains} chains: {verdict}")
    return 0 if report.ok else 1
