"""A file of weather events: one line each, checked as a whole; every fault is named with its line (CARE-R16)."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cheyuan.engage.greetings.weather.reports import LEVELS, Report, checked
from cheyuan.kernel.clock import SHANGHAI
from cheyuan.kernel.errors import Refused

MOST_BYTES, MOST_LINES = 1_000_000, 2_000
COLUMNS = ("source", "number", "kind", "level", "regions", "valid_from", "valid_to", "headline")
NEEDED = COLUMNS[:-1]
_LEVELS = {**LEVELS, **{str(number): number for number in LEVELS.values()}}


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken, and the refusal that says why."""

    line: int
    refused: Refused


def read(content: bytes) -> list[Report]:
    """All events of a UTF-8 or GB 18030 file. Refused: weather_file (no such file), weather_faults (the first ones named)."""
    rows = list(_rows(content))
    found, faults = [], []
    for line, row in enumerate(rows, 2):
        try:
            found.append(checked(_report(row)))
        except Refused as refused:
            faults.append(Fault(line, refused))
    if faults:
        raise Refused("weather_faults", faults=faults, count=len(faults))
    if not found:
        raise Refused("weather_file", field="file")
    return found


def _rows(content: bytes) -> list[Mapping[str, str]]:
    if len(content) > MOST_BYTES:
        raise Refused("weather_file", field="file")
    try:
        lines = csv.DictReader(io.StringIO(_text(content), newline=""))
        names = [name.strip().lower() for name in lines.fieldnames or []]
        lines.fieldnames = names
        if not set(NEEDED) <= set(names):
            raise Refused("weather_file", field="file")
        rows: list[Mapping[str, str]] = [{name: str(row.get(name) or "") for name in names} for row in lines]
    except csv.Error:
        raise Refused("weather_file", field="file") from None
    if len(rows) > MOST_LINES:
        raise Refused("weather_file", field="file")
    return rows


def _text(content: bytes) -> str:
    for code in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused("weather_file", field="file")


def _report(row: Mapping[str, str]) -> Report:
    level = row["level"].strip().lower()
    regions = tuple(row["regions"].replace("，", ";").replace("、", ";").replace("；", ";").split(";"))
    return Report(
        row["source"], row["number"], row["kind"].strip().lower(), _LEVELS.get(level, 0), regions,
        moment_of(row["valid_from"]), moment_of(row["valid_to"]), row.get("headline", ""),
    )  # fmt: skip


def moment_of(text: str) -> datetime:
    """A moment as people and machines write it; without zone it is Beijing's. Refused("weather_time")."""
    try:
        found = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        raise Refused("weather_time", field="valid_from", days=31) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)
