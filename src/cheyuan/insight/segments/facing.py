"""The segments of a customer on their page."""

from typing import Any

from cheyuan.insight.segments import queries
from cheyuan.insight.segments.words import AIMS
from cheyuan.records.customers.panels import Facing, Panel


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Badges: each with its name, what it is for, since when; None when they belong to no segment."""
    held = facing.once("segments", lambda: queries.badges(facing.by, facing.customer.pk))
    if not held:
        return None
    known = {one.code: one for one in queries.known(facing.by)}
    return [
        {"code": code, "name": known[code].name, "aim": AIMS[known[code].aim], "since": since}
        for code, since in held
        if code in known
    ] or None


PANELS = (
    Panel("segments", "left", "segments/_badges.html", theirs, "segments.view", 21),
    Panel("segments", "sheet", "segments/_badges.html", theirs, "segments.view", 21),
)
