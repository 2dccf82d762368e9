"""Where weather events come from by themselves: one interface, a folder of JSON files, and a service over HTTP.

Which one is used says the environment: ``CHEYUAN_WEATHER`` is a folder or an address (https), ``CHEYUAN_WEATHER_KEY`` the key
that the service gave. An adapter only reads; what it answers is checked like any other report.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from cheyuan.base.channels import wire
from cheyuan.engage.greetings.weather.csvfile import moment_of
from cheyuan.engage.greetings.weather.reports import LEVELS, Report, checked
from cheyuan.kernel.errors import Refused

log = logging.getLogger("cheyuan.weather")
MOST = 2_000
NAME = "weather"


class Away(Exception):
    """The service gave no answer that can be used; the next round asks again."""


class Service(Protocol):
    """A source of weather events."""

    def events(self, regions: Sequence[str], since: datetime) -> Sequence[Report]:
        """What was reported or changed since then for these provinces and cities. Raises Away."""


class FileService:
    """A folder in which something leaves JSON files, each a list of events: for a service that delivers files, and to try."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def events(self, regions: Sequence[str], since: datetime) -> Sequence[Report]:
        """Of files written since then; a broken one is passed over and named in the log."""
        found: list[Report] = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                if path.stat().st_mtime >= since.timestamp():
                    found += reports(json.loads(path.read_bytes()), path.stem)
            except (OSError, ValueError, Away):
                log.warning("weather file %s cannot be read", path.name)
        return found[:MOST]


class HttpService:
    """``GET address/events?regions=…&since=…`` with the key as bearer; the answer is ``{"events": [ … ]}``."""

    def __init__(self, base: str, key: str) -> None:
        self.base, self.key = base, key

    def events(self, regions: Sequence[str], since: datetime) -> Sequence[Report]:
        """Over the house's one way out: pinned address, no redirect, no private range unless the operator named it."""
        asked = {"regions": ",".join(regions), "since": since.isoformat()}
        headers = {"Accept": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        try:
            reply = wire.call(NAME, wire.base_of(NAME, self.base), "GET", "/events", headers=headers, query=asked)
            if reply.status != 200:
                raise Away(f"status {reply.status}")
            return reports(reply.json().get("events"), NAME)[:MOST]
        except (wire.NotSent, wire.Unsure) as wrong:
            raise Away(str(wrong)) from wrong


def service() -> Service | None:
    """The one that the environment names; None without."""
    named, key = str(getattr(settings, "WEATHER", "")), str(getattr(settings, "WEATHER_KEY", ""))
    if not named:
        return None
    return HttpService(named, key) if named.startswith(("https://", "http://")) else FileService(Path(named))


def reports(given: Any, source: str) -> list[Report]:
    """The events of an answer that make sense; others are passed over and counted in the log. Away when it is no list."""
    if not isinstance(given, list):
        raise Away("no list")
    found, wrong = [], 0
    for one in given[:MOST]:
        try:
            found.append(checked(_report(one, source)))
        except (Refused, KeyError, TypeError, ValueError, AttributeError):
            wrong += 1
    if wrong:
        log.warning("%s weather events of %s make no sense", wrong, source)
    return found


def _report(one: Mapping[str, Any], source: str) -> Report:
    regions = one["regions"]
    if not isinstance(regions, list) or not all(isinstance(name, str) for name in regions):
        raise TypeError("regions")
    level = one["level"]
    return Report(
        str(one.get("source") or source), str(one["number"]), str(one["kind"]),
        LEVELS.get(level, 0) if isinstance(level, str) else int(level),
        tuple(regions), moment_of(str(one["valid_from"])), moment_of(str(one["valid_to"])), str(one.get("headline") or ""),
        one.get("cancelled") is True,
    )  # fmt: skip
