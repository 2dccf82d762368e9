"""An import in a process of its own, for tests that kill it: it stops where it is told and says so."""

import sys
import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connections

from cheyuan.base.intake import actions
from cheyuan.base.intake.loaders import Run
from cheyuan.base.intake.pipeline import Input
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now

PROGRAM = f"import django; django.setup(); from {__name__} import main; import sys; main(*sys.argv[1:])"


def main(database: str, uploads: str, group_id: str, store_id: str, folder: str, where: str) -> None:
    """Import the book of ``folder``; before the first statement with ``where`` in it wait to be killed."""
    settings.MEDIA_ROOT = Path(uploads)
    connections["default"].settings_dict["NAME"] = database
    by = system(int(group_id), (int(store_id),))
    files = [Input(path, path.name) for path in sorted(Path(folder).glob("*.csv"))]
    sql = Run.sql

    def stopping(run: Run, statement: str, **more: object) -> int:
        if where in statement:
            sys.stdout.write("here\n")
            sys.stdout.flush()
            time.sleep(60)
        return sql(run, statement, **more)

    Run.sql = stopping  # type: ignore[method-assign]
    one = actions.take(by, int(store_id), files, title="book", as_of=date(2026, 11, 21), at=now())
    actions.commit(by, one.pk, at=now())
