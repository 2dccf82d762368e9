"""News from one app to those above it: a frozen dataclass of ids and plain values, delivered after commit as jobs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Base of all events. ``store_id`` sets the scope in which the subscriber runs."""

    store_id: int
