"""``cheyuan metrics``: reckon all figures of the dictionary anew, store by store; the same that happens every night.

With ``--weeks`` it freezes weeks that are over, too: for a store that came with its history.
"""

import argparse
from datetime import date, timedelta
from time import monotonic
from typing import Any

from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, store, stores
from cheyuan.site.cli.shared import answer, options


def add(parser: argparse.ArgumentParser) -> None:
    """For which day, where."""
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="default: today")
    parser.add_argument("--store", metavar="CODE", help="default: every store")
    parser.add_argument("--weeks", type=int, default=0, metavar="N", help="freeze the last N weeks that are over")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Do it and answer what changed."""
    wake()
    as_of = args.as_of or day_of(now())
    done = [_reckoned(one, as_of, args.weeks) for one in ([store(args.store)] if args.store else stores())]
    lines = [f"{one['store']}: {one['figures']} figures, {one['changed']} changed, {one['seconds']} s" for one in done]
    answer(args, {"as_of": as_of.isoformat(), "stores": done}, *lines)
    return 0


def _reckoned(place: Any, as_of: date, weeks: int) -> dict[str, Any]:
    begun, by = monotonic(), house_of(place, "metrics")
    refresh = import_string("cheyuan.insight.metrics.actions.refresh")
    done = refresh(by, place.id, as_of=as_of)
    monday, close = as_of - timedelta(days=as_of.weekday()), import_string("cheyuan.faces.cockpit.weekly.close")
    frozen = [close(by, monday - timedelta(weeks=back), at=now()) for back in range(weeks, 0, -1)]
    return {
        "store": place.code, **done, "weeks": sum(one is not None for one in frozen),
        "seconds": round(monotonic() - begun, 3),
    }  # fmt: skip
