"""``cheyuan bench NAME``: figures in a house of its own under the data folder; the real data are not touched."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from cheyuan.site import embedded
from cheyuan.site.bench.contacts import contacts
from cheyuan.site.bench.figures import Figure, machine, table
from cheyuan.site.bench.house import House
from cheyuan.site.bench.importing import Size, build
from cheyuan.site.bench.kills import promises
from cheyuan.site.bench.messages import messages
from cheyuan.site.bench.pages import pages
from cheyuan.site.bench.planning import plan
from cheyuan.site.bench.reporting import reports
from cheyuan.site.bench.scaling import scale, sizes
from cheyuan.site.bench.starting import start
from cheyuan.site.cli.shared import Fault, answer, options
from cheyuan.site.config import load

Bench = Callable[[House, Size], Iterator[Figure]]
BENCHES: dict[str, Bench] = {
    "import": build,
    "plan": plan,
    "pages": lambda house, size: pages(house),
    "start": lambda house, size: start(house),
}
"""In this order; the later ones use the house that ``import`` built."""
ENGINES = ("duckdb", "postgres", "spark")
PROMISES, CONTACTS, MESSAGES, REPORTS = "promises", "contacts", "messages", "report"


def add(parser: argparse.ArgumentParser) -> None:
    """Which, and how large the book."""
    parser.add_argument(
        "name", choices=["all", *BENCHES, PROMISES, CONTACTS, MESSAGES, REPORTS], help="all: but the last four"
    )
    usual = Size()
    parser.add_argument(
        "--vehicles", default=str(usual.vehicles), metavar="N", help="plan: several sizes, 10k,100k,1m,10m"
    )
    for name in ("owners", "visits"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name), metavar="N")
    parser.add_argument("--engine", choices=ENGINES, default="", help="plan: books of several sizes on this engine")
    parser.add_argument(
        "--compute-only", action="store_true", help="plan: the engine over Parquet files, without a house"
    )
    parser.add_argument(
        "--memory", default="2GB", metavar="SIZE", help="plan: of the engine (of a worker) before it spills"
    )
    parser.add_argument(
        "--plot", type=Path, default=Path("var/bench-plan.svg"), metavar="FILE", help="plan: the picture"
    )
    parser.add_argument("--kills", type=int, default=50, metavar="N", help="promises: of web and worker")
    parser.add_argument("--databases", type=int, default=20, metavar="N", help="promises: of the database")
    parser.add_argument("--contacts", type=int, default=1_000_000, metavar="N", help="contacts: planned ones")
    parser.add_argument("--messages", type=int, default=5_000, metavar="N", help="messages: held ones (uses --kills)")
    options(parser)


def run(args: argparse.Namespace) -> int:
    """Measure and print; exit code 1 when a target was missed."""
    try:
        books = sizes(args.vehicles)
    except ValueError:
        raise Fault("bench_size", f"--vehicles wants sizes such as 100k or 10k,1m, not {args.vehicles}") from None
    if args.name == PROMISES:
        house = House(load().data / "bench-promises", workers=2)
        return _apart(args, house, promises(house, args.kills, args.databases))
    if args.name == CONTACTS:
        house = House(load().data / "bench-contacts")
        return _apart(args, house, contacts(house, args.contacts))
    if args.name == REPORTS:
        house = House(load().data / "bench-report")
        return _apart(args, house, reports(house, books[0]))
    if args.name == MESSAGES:
        house = House(load().data / "bench-messages")
        return _apart(args, house, messages(house, args.messages, args.kills))
    if args.name == "plan" and (args.engine or args.compute_only or "," in args.vehicles):
        house, engine = House(load().data / "bench-scale"), args.engine or "duckdb"
        taken = scale(house, books, engine, compute_only=args.compute_only, memory=args.memory, plot_to=args.plot)
        return _apart(args, house, taken)
    house, size = House(load().data / "bench"), Size(books[0], args.owners, args.visits)
    names = list(BENCHES) if args.name == "all" else [args.name]
    if names[0] != "import" and not (house.data / "db").exists():
        names.insert(0, "import")
    figures: list[Figure] = []
    try:
        for name in names:
            figures += BENCHES[name](house, size)
    except RuntimeError as wrong:
        raise Fault("bench_failed", str(wrong)) from wrong
    finally:
        embedded.stop(house.data)
    book = f"{size.vehicles:,} vehicles, {size.owners:,} owners, about {size.visits:,} visits"
    facts = {"machine": machine(), "book": book, "figures": [asdict(one) for one in figures]}
    answer(args, facts, machine(), f"book: {book}", "", *table(figures))
    return 0 if all(one.well is not False for one in figures) else 1


def _apart(args: argparse.Namespace, house: House, taken: Iterator[Figure]) -> int:
    """Figures that want a house of their own: one whose processes are killed (P1, P13), one with a million made-up people."""
    try:
        figures = list(taken)
    except RuntimeError as wrong:
        raise Fault("bench_failed", str(wrong)) from wrong
    finally:
        embedded.stop(house.data)
    facts = {"machine": machine(), "figures": [asdict(one) for one in figures]}
    answer(args, facts, machine(), "", *table(figures))
    return 0 if all(one.well is not False for one in figures) else 1
