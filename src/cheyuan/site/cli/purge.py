"""``cheyuan purge``: what is past its time of keeping goes, in every store; the same that happens by itself every night."""

import argparse
from collections import Counter

from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, stores
from cheyuan.site.cli.shared import answer, options

SWEEPS = (
    "cheyuan.base.accounts.jobs.sweep",
    "cheyuan.base.apikit.jobs.sweep",
    "cheyuan.base.lists.work.sweep",
    "cheyuan.base.lake.forgetting.nightly",
)
"""What ends with its day and says no figures: sessions, drafts, answers kept for repetition, files of exports, of the lake."""


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the days are policies."""
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Do it and answer what went."""
    wake()
    at, gone = now(), Counter[str]()
    purge = import_string("cheyuan.base.jobs.retention.purge")
    imports = import_string("cheyuan.base.intake.actions.forget_old")
    places = stores()
    for one in places:
        by = house_of(one, "purge")
        gone.update(purge(by, at))
        gone["imports"] += int(imports(by, at=at))
        for name in SWEEPS:
            import_string(name)(by, day_of(at))
    gone["files"] += int(import_string("cheyuan.base.files.actions.sweep")(at))
    lines = [f"{kind}: {count}" for kind, count in sorted(gone.items()) if count]
    answer(args, {"stores": len(places), "gone": dict(gone)}, *(lines or ["nothing was past its time"]))
    return 0
