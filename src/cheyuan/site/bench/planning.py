"""Today's list for a whole book: the first full plan, the second when nothing is new, one rule with many tasks."""

from collections.abc import Iterator

from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import Done, House
from cheyuan.site.bench.importing import Size


def plan(house: House, size: Size) -> Iterator[Figure]:
    """Snapshot and writing included."""
    day = size.as_of.isoformat()
    first = house.run("care", "plan", "--as-of", day)
    made = house.one("SELECT count(*) FROM care_task")
    yield at_most(f"full plan, first ({made:,} tasks)", _seconds(first), "s", 4)
    second = house.run("care", "plan", "--as-of", day)
    yield at_most("full plan, nothing new", _seconds(second), "s", 2)
    yield Figure("full plan, the command's own start", second.seconds - _seconds(second), "s")
    yield Figure("full plan, peak of memory", first.peak, "MiB")


def _seconds(done: Done) -> float:
    return sum(float(one["seconds"]) for one in done.facts["stores"])
