"""Today's list for a whole book: the first full plan, the second when nothing is new, one rule with many tasks."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import Done, House
from cheyuan.site.bench.importing import Size


def plan(house: House, size: Size) -> Iterator[Figure]:
    """From the snapshot to the commit, explanations and timeline included."""
    first = _planned(house, size.as_of)
    yield at_most(f"full plan, first ({_tasks(house):,} tasks)", _seconds(first), "s", 4)
    second = _planned(house, size.as_of)
    yield at_most("full plan, nothing new", _seconds(second), "s", 2)
    yield Figure("full plan, the command's own start", second.seconds - _seconds(second), "s")
    yield Figure("full plan, peak of memory", first.peak, "MiB")
    with house.link() as link:
        link.execute("TRUNCATE care_task CASCADE")
    subprocess.run([sys.executable, "-m", "cheyuan.site.bench.onerule"], env=house.env, check=True)
    only = _planned(house, None)
    yield at_most(f"one rule ({_tasks(house):,} new tasks)", _seconds(only), "s", 1.5)


def _planned(house: House, as_of: date | None) -> Done:
    return house.run("care", "plan", *(["--as-of", as_of.isoformat()] if as_of else []))


def _tasks(house: House) -> int:
    return int(house.one("SELECT count(*) FROM care_task"))


def _seconds(done: Done) -> float:
    return sum(float(one["whole_seconds"]) for one in done.facts["stores"])
