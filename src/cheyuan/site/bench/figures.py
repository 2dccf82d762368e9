"""One figure of a benchmark, its target, and the machine it was taken on."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """``value`` in ``unit``; ``target`` says what is wanted, ``well`` whether it was reached (None: only told)."""

    name: str
    value: float
    unit: str
    target: str = ""
    well: bool | None = None


def at_most(name: str, value: float, unit: str, most: float) -> Figure:
    """A figure that must not exceed ``most``."""
    return Figure(name, value, unit, f"≤ {most:g}", value <= most)


def at_least(name: str, value: float, unit: str, least: float) -> Figure:
    """A figure that must reach ``least``."""
    return Figure(name, value, unit, f"≥ {least:g}", value >= least)


def p95(values: Iterable[float]) -> float:
    """The smallest value that 95 of 100 do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def machine() -> str:
    """Processor, cores, memory, Python: what a figure means nothing without."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(figures: Iterable[Figure]) -> list[str]:
    """The figures as lines of Markdown."""
    marks = {True: "✓", False: "✗", None: ""}
    head = ["| what | figure | target | |", "|---|---|---|---|"]
    return head + [
        f"| {one.name} | {_short(one.value)} {one.unit} | {one.target} | {marks[one.well]} |" for one in figures
    ]


def _short(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
