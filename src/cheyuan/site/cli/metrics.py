"""``cheyuan metrics``: reckon all figures of the dictionary anew, store by store; the same that happens every night."""

import argparse
from datetime import date
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
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Do it and answer what changed."""
    wake()
    as_of = args.as_of or day_of(now())
    done = [_reckoned(one, as_of) for one in ([store(args.store)] if args.store else stores())]
    lines = [f"{one['store']}: {one['figures']} figures, {one['changed']} changed, {one['seconds']} s" for one in done]
    answer(args, {"as_of": as_of.isoformat(), "stores": done}, *lines)
    return 0


def _reckoned(place: Any, as_of: date) -> dict[str, Any]:
    begun = monotonic()
    refresh = import_string("cheyuan.insight.metrics.actions.refresh")
    done = refresh(house_of(place, "metrics"), place.id, as_of=as_of)
    return {"store": place.code, **done, "seconds": round(monotonic() - begun, 3)}
