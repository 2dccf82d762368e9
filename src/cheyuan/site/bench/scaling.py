"""The plan of books of several sizes: seconds of each stage, vehicles and tasks a second, peak of memory, slope of the cost.

``computed``: the engine alone, over Parquet files. ``whole``: in a house with the book in its database, from the snapshot to
the commit of every store, as many stores side by side as there are cores. ``changed``: the same house again, after one car in
a thousand was read and half of those were serviced.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil

from cheyuan.base.lake.engines.cluster import Size as ClusterSize
from cheyuan.base.lake.engines.cluster import cluster
from cheyuan.site.bench.books import Book, to_parquet, to_postgres
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House
from cheyuan.site.bench.plot import Points, plot, slope

LARGEST = 1_000_000
"""Larger books are only computed: their database would not fit beside them on a small machine."""
MOST = {
    ("compute", 1_000_000): 6.0, ("whole", 1_000_000): 25.0, ("changed", 1_000_000): 2.0, ("compute", 10_000_000): 90.0,
}  # fmt: skip
MOST_MEMORY = {1_000_000: 3 * 1024.0, 10_000_000: 12 * 1024.0}
UNEVEN = 0.15
NAMES = {"compute": "compute", "whole": "whole run", "changed": "0.1 % changed"}
PLACES = {"compute": "from files", "whole": "in the house", "changed": "in the house, 0.1 % changed"}
CHANGES = (
    "INSERT INTO vehicles_reading (store_id, vehicle_id, read_on, km, source, correction, reason, by_name, at)"
    " SELECT store_id, id, '2026-11-20', 160000, 'import', false, '', '', now() FROM vehicles_vehicle WHERE id % 1000 = 7",
    "INSERT INTO vehicles_visit (store_id, vehicle_id, visited_on, kind, km, amount_fen, note, source)"
    " SELECT store_id, id, '2026-11-20', 'service', 160000, 60000, '', 'import' FROM vehicles_vehicle"
    " WHERE id % 2000 = 7",
)
UNITS = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True)
class Taken:
    """One size: seconds by stage (of stores side by side their sum) and in all, tasks, peak of memory in MiB.

    The memory is that of the process with those it started.
    """

    vehicles: int
    seconds: dict[str, float]
    whole: float
    tasks: int
    peak: float


def sizes(text: str) -> list[int]:
    """10k,100k,1m as numbers; ValueError for anything else."""
    return [int(float(one.rstrip("km")) * UNITS.get(one[-1:], 1)) for one in text.lower().replace("_", "").split(",")]


def scale(
    house: House, books: list[int], engine: str, *, compute_only: bool, memory: str, plot_to: Path
) -> Iterator[Figure]:
    """Every size in turn; the figures of each, then the slopes, then the plot as a file."""
    folder, lines = house.data.with_name(f"{house.data.name}-books"), dict[str, list[tuple[float, float]]]()
    for vehicles in books:
        for kind, take in _kinds(vehicles, compute_only):
            taken = take(house, folder, vehicles, engine, memory)
            yield from _told(kind, engine, taken)
            cost = taken.seconds["compute"] if kind == "compute" else taken.whole
            lines.setdefault(NAMES[kind], []).append((vehicles, max(cost, 1e-3)))
    shutil.rmtree(folder, ignore_errors=True)
    yield from _slopes(lines, engine)
    plot_to.parent.mkdir(parents=True, exist_ok=True)
    plot_to.write_text(plot(lines, "vehicles", f"seconds, {engine}"), "utf-8")


Take = Callable[[House, Path, int, str, str], Taken]


def _kinds(vehicles: int, compute_only: bool) -> Iterator[tuple[str, Take]]:
    yield "compute", computed
    if not compute_only and vehicles <= LARGEST:
        yield "whole", written
        yield "changed", changed


def computed(house: House, folder: Path, vehicles: int, engine: str, memory: str) -> Taken:
    """The engine over Parquet files; the tasks are written as Parquet."""
    shutil.rmtree(folder, ignore_errors=True)
    to_parquet(Book(vehicles), folder)
    if engine == "postgres":
        house.run("migrate")
    words = [str(folder), "--engine", engine, "--memory", memory]
    env = {**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}
    if engine != "spark":
        return _child("computing", words, env, vehicles)
    with cluster(ClusterSize(memory=memory.lower().removesuffix("b"))) as master:
        return _child("computing", [*words, "--master", master, "--block", "0"], env, vehicles)


def written(house: House, folder: Path, vehicles: int, engine: str, memory: str) -> Taken:
    """A fresh house with the book in its database; the plan of every store, each committed."""
    del folder, memory
    house.clear()
    house.run("migrate")
    with house.link() as link:
        row = link.execute("SELECT coalesce(max(id), 0) + 1 FROM tenancy_store").fetchone()
        to_postgres(Book(vehicles, first_store=int(row[0]) if row else 1), link)
    env = {**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}
    return _child("planned", ["--engine", engine], env, vehicles)


def changed(house: House, folder: Path, vehicles: int, engine: str, memory: str) -> Taken:
    """The house that was just planned, after one change in a thousand."""
    del folder, memory
    with house.link() as link:
        for statement in CHANGES:
            link.execute(statement.encode())
    env = {**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}
    return _child("planned", ["--engine", engine, "--changed"], env, vehicles)


def _child(name: str, words: list[str], env: dict[str, str], vehicles: int) -> Taken:
    command = [sys.executable, "-m", f"cheyuan.site.bench.{name}", *words]
    with (
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process,
        _watched(process.pid) as peak,
    ):
        said = process.communicate()[0]
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    whole = found.get("whole", sum(found["seconds"].values()))
    return Taken(vehicles, found["seconds"], whole, found["tasks"], peak.mib)


class _watched:
    """The largest memory (PSS would be dearer to ask: RSS) of a process and those it started, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self.mib, self._pid, self._over = 0.0, pid, Event()
        self._eyes = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_watched":
        self._eyes.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._eyes.join()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            self.mib = max(self.mib, _memory(self._pid))


def _memory(pid: int) -> float:
    try:
        one = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (one, *one.children(recursive=True))) / 2**20
    except psutil.Error:
        return 0.0


def _told(kind: str, engine: str, taken: Taken) -> Iterator[Figure]:
    what = f"{taken.vehicles:,} vehicles, {engine}, {PLACES[kind]}"
    for stage, seconds in taken.seconds.items():
        yield _bounded(
            f"{what}: {stage}", seconds, MOST.get((stage, taken.vehicles)) if kind == "compute" else None, "s"
        )
    if kind != "compute":
        yield _bounded(f"{what}: whole run", taken.whole, MOST.get((kind, taken.vehicles)), "s")
    if kind == "changed":
        return
    yield Figure(f"{what}: vehicles a second", taken.vehicles / taken.whole, "/s")
    yield Figure(f"{what}: tasks a second ({taken.tasks:,} tasks)", taken.tasks / taken.whole, "/s")
    yield _bounded(f"{what}: peak of memory", taken.peak, MOST_MEMORY.get(taken.vehicles), "MiB")


def _bounded(name: str, value: float, most: float | None, unit: str) -> Figure:
    return Figure(name, value, unit) if most is None else at_most(name, value, unit, most)


def _slopes(lines: dict[str, list[tuple[float, float]]], engine: str) -> Iterator[Figure]:
    for name, points in lines.items():
        large: Points = [one for one in points if one[0] >= 100_000] if len(points) > 2 else points
        if len(large) > 1:
            found = slope(large)
            yield Figure(
                f"slope, {engine}, {name} (1: linear)", round(found, 2), "", f"≤ {1 + UNEVEN}", found <= 1 + UNEVEN
            )
