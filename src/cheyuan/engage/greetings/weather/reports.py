"""A report of bad weather as it arrives, from the API, a file, a service or a colleague, and what makes it a good one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cheyuan.engage.greetings.shipped.warnings import WEATHER_KINDS
from cheyuan.kernel import places
from cheyuan.kernel.errors import Refused

LEVELS = {"blue": 1, "yellow": 2, "orange": 3, "red": 4}
"""Colours of the national warning signals (China Meteorological Administration, order 16 of 2007)."""
LONGEST = timedelta(days=31)
MOST_REGIONS = 100


@dataclass(frozen=True)
class Report:
    """One event: ``source`` and ``number`` name it; a later report of the same name revises it or (``cancelled``) ends it."""

    source: str
    number: str
    kind: str
    level: int
    regions: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime
    headline: str = ""
    cancelled: bool = False


def checked(one: Report) -> Report:
    """The report with tidy names. Refused: weather_source, weather_kind, weather_level, weather_region(name), weather_time."""
    source, number = one.source.strip(), one.number.strip()
    if not (1 <= len(source) <= 40 and 1 <= len(number) <= 80):
        raise Refused("weather_source", field="number")
    if one.kind not in WEATHER_KINDS:
        raise Refused("weather_kind", field="kind", value=one.kind[:40])
    if one.level not in LEVELS.values():
        raise Refused("weather_level", field="level")
    if one.valid_from.tzinfo is None or one.valid_to.tzinfo is None or not (
        timedelta() < one.valid_to - one.valid_from <= LONGEST
    ):  # fmt: skip
        raise Refused("weather_time", field="valid_to", days=LONGEST.days)
    regions = _regions(one.regions)
    return Report(
        source,
        number,
        one.kind,
        one.level,
        regions,
        one.valid_from,
        one.valid_to,
        one.headline.strip()[:200],
        one.cancelled,
    )


def _regions(names: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    unknown = next((name for name in found if not places.known(name)), None)
    if unknown is not None:
        raise Refused("weather_region", field="regions", name=unknown[:40])
    if not 1 <= len(found) <= MOST_REGIONS:
        raise Refused("weather_region", field="regions", name="—")
    return found
