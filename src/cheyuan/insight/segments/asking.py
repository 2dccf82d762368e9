"""Asking the engine's own process about segments."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from cheyuan.base.lake import process
from cheyuan.insight.segments.tree import Group, plain
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

COUNT = "cheyuan.insight.segments.engine.live.count"
PREPARE = "cheyuan.insight.segments.engine.live.prepare"
EXPLAIN = "cheyuan.insight.segments.engine.live.explain"
WRITE = "cheyuan.insight.segments.engine.counting.count"
Report = Callable[[int, int], None]


def live(by: Actor, subject: str, tree: Group, today: date, seed: int = 0) -> dict[str, Any]:
    """How many fit now. Refused("engine_busy", "engine_failed")."""
    return process.stays(by, COUNT, subject=subject, tree=plain(tree), today=today.isoformat(), seed=seed)


def prepare(by: Actor, today: date) -> None:
    """Somebody begins to put conditions together: the first complete one is then answered as fast as the others."""
    with suppress(Refused):
        process.stays(by, PREPARE, today=today.isoformat())


def explain(by: Actor, tree: Group, today: date, kind: str, number: int) -> dict[str, Any]:
    """Why one belongs, or does not; empty when they are gone."""
    return process.stays(by, EXPLAIN, tree=plain(tree), today=today.isoformat(), kind=kind, number=number)


def write(by: Actor, store_id: int, day: date, report: Report = lambda done, total: None) -> dict[str, Any]:
    """Count every segment of a store and write who came and went."""
    return process.once(by, WRITE, report=report, store_id=store_id, day=day.isoformat())


def expect() -> None:
    """Somebody looks at segments: they may change one next."""
    process.warm()
