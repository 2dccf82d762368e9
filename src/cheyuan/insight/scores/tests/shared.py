"""The outside sample of purchases in the shared data."""

import os
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]


def file() -> Path | None:
    """The sample, or None where there is none."""
    base = Path(os.environ.get("CHEYUAN_SHARED") or ROOT.parent / "shared" / "data")
    found = base / "clv" / "CDNOW_sample.txt"
    return found if found.is_file() else None


def cdnow() -> dict[str, dict[date, int]] | None:
    """What each customer spent by day, in cents."""
    path = file()
    if path is None:
        return None
    days: dict[str, dict[date, int]] = {}
    for line in path.read_text().splitlines():
        _old, key, day, _number, dollars = line.split()
        mine = days.setdefault(key, {})
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        mine[on] = mine.get(on, 0) + round(float(dollars) * 100)
    return days
