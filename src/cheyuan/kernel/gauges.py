"""Figures that must hold at any moment (sums of zero, oldest waiting message): every app names its own, /metrics shows them.

An app registers in ``AppConfig.ready``; the function is called at each scrape, outside any scope, and must be cheap.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gauge:
    """One figure: its name in Prometheus's form without our prefix, one line of help, and how to read it now."""

    name: str
    help: str
    read: Callable[[], float]


_gauges: dict[str, Gauge] = {}


def register(name: str, help: str, read: Callable[[], float]) -> None:
    """Name a figure; naming it again replaces it (an app may be loaded twice in tests)."""
    _gauges[name] = Gauge(name, help, read)


def registered() -> list[Gauge]:
    """All figures by name."""
    return [_gauges[name] for name in sorted(_gauges)]
