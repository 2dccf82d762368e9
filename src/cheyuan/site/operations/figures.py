"""The figures of /metrics: what the apps registered, the invariants that are promised, the age of the last backup."""

import logging
import math
import time
from collections.abc import Callable
from pathlib import Path

from django.db import Error as DatabaseError
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from cheyuan.kernel import gauges
from cheyuan.site.config import load
from cheyuan.site.operations.audit import heads_ok

log = logging.getLogger(__name__)
PROMISED = {
    "ledger_sum": "Sum over all ledger entries; must be 0",
    "messages_unknown": "Messages of which nobody knows whether they went out",
    "outbox_oldest_seconds": "Age of the oldest message that is due and not sent",
    "paid_unfulfilled": "Payments without their effect",
    "stock_negative": "Stock positions below zero",
}
"""Invariants of the operability contract. Where no app keeps such records yet there are none, and the figure is 0."""


def exposition() -> bytes:
    """All figures in Prometheus's text format; one that cannot be read now is NaN."""
    registry = CollectorRegistry()
    known = {gauge.name: (gauge.help, gauge.read) for gauge in gauges.registered()}
    absent = {name: (help, lambda: 0.0) for name, help in PROMISED.items() if name not in known}
    ours = {
        "backup_age_seconds": ("Age of the last backup; infinite without one", backup_age),
        "audit_head_ok": ("1 when every audit chain ends where its head says", heads_ok),
    }
    for name, (help, read) in {**absent, **ours, **known}.items():
        Gauge(name, help, registry=registry).set(_read(name, read))
    return generate_latest(registry)


def _read(name: str, read: Callable[[], float]) -> float:
    try:
        return read()
    except (DatabaseError, OSError) as trouble:
        log.warning("figure %s cannot be read: %s", name, type(trouble).__name__)
        return math.nan


def last_backup() -> Path:
    """The file whose time is that of the last complete backup."""
    return load().data / "backup.last"


def backup_age() -> float:
    """Seconds since the last complete backup."""
    try:
        return max(0.0, time.time() - last_backup().stat().st_mtime)
    except FileNotFoundError:
        return math.inf
