"""An owner book goes in: rows a second and the peak of memory, validated, with history, by the command."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from cheyuan.site.bench.figures import Figure, at_least, at_most
from cheyuan.site.bench.house import House
from cheyuan.site.demo.write import write

LEAST_ROWS, MOST_MEMORY = 8000, 600


@dataclass(frozen=True)
class Size:
    """Of the book; the figures of the issue are for the default."""

    vehicles: int = 100_000
    owners: int = 88_000
    visits: int = 390_000
    as_of: date = date(2026, 11, 21)


def build(house: House, size: Size) -> Iterator[Figure]:
    """A fresh house with the book in it."""
    house.clear()
    house.run("migrate")
    with tempfile.TemporaryDirectory(prefix="cheyuan-bench-") as folder:
        born = time.monotonic()
        written = write(Path(folder), **asdict(size))
        rows = written.customers + written.vehicles + written.services
        yield Figure("book generated", rows / (time.monotonic() - born), "rows/s")
        done = house.run("import", "book", folder, "--as-of", size.as_of.isoformat())
    yield at_least("import book, validated, with history", rows / done.seconds, "rows/s", LEAST_ROWS)
    yield Figure("import book, in all", done.seconds, f"s for {rows:,} rows")
    yield at_most("import book, peak of memory", done.peak, "MiB", MOST_MEMORY)
    with house.link() as link:
        link.execute("VACUUM ANALYZE")
